using System.CommandLine;
using Scaffold.Cli.Fleet;
using Scaffold.Cli.Regenerating;
using Scaffold.Cli.Reports;
using Scaffold.Core;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Commands;

/// <summary>How <c>regenerate</c> goes through many repositories.</summary>
internal sealed class BatchOptions
{
    private readonly Option<int?> _parallel = new("--parallel") { Description = "Repositories at one time [default: as many as cores; 1 with --verify].", HelpName = "count" };
    private readonly Option<int?> _stopAfter = new("--stop-after") { Description = "After so many failures begin no other.", HelpName = "count" };
    private readonly Option<string?> _resume = new("--resume") { Description = "Note in this file what is done, and leave out what it says is done.", HelpName = "file" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_parallel, _stopAfter, _resume])
            command.Options.Add(option);
    }

    /// <param name="file">May say the same; an option comes first.</param>
    public RegenerateBatch Of(ParseResult parsed, FleetFile? file, Regenerator regenerator, RegenerateRequest request, bool check) => new(regenerator)
    {
        Parallel = Count(parsed, _parallel) ?? file?.Parallel ?? (request.Verify ? 1 : Environment.ProcessorCount),
        StopAfter = Count(parsed, _stopAfter) ?? file?.StopAfter,
        Check = check,
        WithContents = request.Diff,
        Done = parsed.GetValue(_resume) is { } path ? DoneFile.Open(path, Words(request, check)) : null,
    };

    // A run that does something else to the repositories, or an other version, has done nothing of this one.
    private static string Words(RegenerateRequest request, bool check) => Printable.Of(string.Join(' ', (string[])
    [
        $"regenerate {ToolVersion.Current}",
        .. request.Changes.OrderBy(change => change.Key, StringComparer.Ordinal).Select(change => $"--set {change.Key}={change.Value}"),
        .. request.Bases is null ? [] : (string[])["--images"],
        .. request.Verify ? (string[])["--verify"] : [],
        .. check ? (string[])["--check"] : request.Preview ? ["--dry-run"] : [],
    ]));

    private static int? Count(ParseResult parsed, Option<int?> option) => parsed.GetValue(option) is not { } value || value > 0 ? parsed.GetValue(option)
        : throw new UserErrorException(new("SM317", $"{value} is no count.", option.Name, "Use a whole number from 1.", ExitCode.Usage));
}
