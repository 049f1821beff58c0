using System.CommandLine;
using Scaffold.Cli.Fleet;
using Scaffold.Cli.Reports;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Commands;

/// <summary>Which repositories a command is about: folders, globs, a fleet file, a shard of them.</summary>
internal sealed class FleetOptions
{
    private readonly Argument<string[]> _paths = new("path") { Description = "Folders of repositories; a glob with * or ** stands for those it matches [default: .].", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _file = new("--fleet") { Description = "A file that names repositories: a path or glob a line (- for stdin), or JSON.", HelpName = "file" };
    private readonly Option<string[]> _except = new("--except") { Description = "Leave these out.", HelpName = "path" };
    private readonly Option<string[]> _canary = new("--canary") { Description = "Do these first; when one fails, begin no other.", HelpName = "path" };
    private readonly Option<string?> _shard = new("--shard") { Description = "Do a part alone, such as 3/10: the third of ten machines.", HelpName = "n/of" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_paths);
        foreach (Option option in (Option[])[_file, _except, _canary, _shard])
            command.Options.Add(option);
    }

    /// <summary>The fleet file; null when none is named.</summary>
    public FleetFile? FileOf(ParseResult parsed) => parsed.GetValue(_file) is { } path ? FleetFile.Read(path) : null;

    public RepositorySet RepositoriesOf(ParseResult parsed, FleetFile? file)
    {
        var paths = parsed.GetValue(_paths) is { Length: > 0 } given ? given : file is null ? ["."] : [];
        return RepositorySet.Of(paths, parsed.GetValue(_canary) ?? [], parsed.GetValue(_except) ?? [], file, ShardOf(parsed.GetValue(_shard)));
    }

    private static Shard ShardOf(string? text) => text is null ? Shard.Whole : Shard.Parse(text)
        ?? throw new UserErrorException(new("SM313", $"{Printable.Of(text)} is no shard.", "--shard", "Write --shard 3/10: the third of ten, from 1.", ExitCode.Usage));
}
