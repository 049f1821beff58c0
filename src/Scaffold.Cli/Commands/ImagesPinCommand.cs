using System.CommandLine;
using Scaffold.Checks.Bases;
using Scaffold.Cli.Reports;
using Scaffold.Core.Problems;
using Scaffold.Core.Regeneration;
using Scaffold.Core.Writing;
using Scaffold.Engine;
using Scaffold.Engine.Registry;

namespace Scaffold.Cli.Commands;

/// <summary><c>images pin</c>: writes digests into the FROM lines of a Dockerfile.</summary>
internal static class ImagesPinCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("path") { Description = "Folder of the repository, or a Dockerfile.", DefaultValueFactory = _ => "." };
        var from = new Option<DigestSource>("--from") { Description = "Who says what a tag names: registry, engine (as it last pulled or pushed it).", DefaultValueFactory = _ => DigestSource.Registry, HelpName = "registry|engine" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Write nothing." };
        var json = new Option<bool>("--json") { Description = "Print what was found and written as JSON." };

        Command command = new("pin", "Write digests behind the tags of a Dockerfile's base images, and move those whose tag has moved.\n\nExample: sagemaker-container images pin my-model --dry-run") { path, from, dryRun, json };
        command.SetAction(async (parsed, ct) =>
        {
            var file = BaseFile.Read(parsed.GetRequiredValue(path));
            var reports = await AskAsync(file, parsed.GetValue(from), ct);
            var digests = reports.Where(report => report.CanBePinned).ToDictionary(report => report.Line, report => report.Digest!);
            var content = file.Lines.With(digests);
            var changes = !content.AsSpan().SequenceEqual(file.Content);
            var writes = changes && !parsed.GetValue(dryRun);
            if (writes)
                Write(file, content, reports, ct);
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(BaseJson.OfPin(reports, writes));
            else
                BaseTable.WritePin(reports, terminal.Out);
            foreach (var report in reports.Where(report => !IsPinned(report)))
                terminal.Error.WriteLine(BaseTable.WhyNot(report));
            terminal.Error.WriteLine(writes ? $"{file.Path} was written." : changes ? $"{file.Path} would be written." : $"{file.Path} stays as it is.");
            return (int)(reports.All(IsPinned) ? ExitCode.Done : ExitCode.ChecksFailed);
        });
        return command;
    }

    private static async Task<IReadOnlyList<BaseReport>> AskAsync(BaseFile file, DigestSource from, CancellationToken ct)
    {
        if (from is DigestSource.Engine)
        {
            using var engine = (await EngineProbe.RunAsync(ct)).CreateTags();
            return await AskAsync(engine, file, ct);
        }
        using var registry = RegistryClient.Create();
        return await AskAsync(registry, file, ct);
    }

    private static async Task<IReadOnlyList<BaseReport>> AskAsync(ITags tags, BaseFile file, CancellationToken ct)
    {
        using BaseSurvey survey = new(tags, DateOnly.FromDateTime(DateTime.UtcNow));
        return await survey.RunAsync(file.Path, file.Lines.All, describe: file.Repository is not null, ct);
    }

    // In a repository of ours together with the record of it, both or none.
    private static void Write(BaseFile file, byte[] content, IReadOnlyList<BaseReport> reports, CancellationToken ct)
    {
        if (file.Repository is not { } repository)
        {
            file.Replace(content);
            return;
        }
        var record = PinRecord.Read(repository).After(BaseLines.Read(content), reports, DateOnly.FromDateTime(DateTime.UtcNow));
        file.GuardUnchanged();
        var isExecutable = OwnerFile.Find(repository, BaseFile.Name) is { Executable: true };
        RepositoryWriter.Update(repository, [new(BaseFile.Name, content, isExecutable), record], ct);
    }

    private static bool IsPinned(BaseReport report) => report.State is BaseState.Current || report.CanBePinned;
}

/// <summary>Who says what a tag names.</summary>
internal enum DigestSource
{
    Registry,
    Engine,
}
