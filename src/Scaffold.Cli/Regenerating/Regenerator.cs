using Scaffold.Checks.Adoption;
using Scaffold.Checks.Bases;
using Scaffold.Checks.Verification;
using Scaffold.Cli.Commands;
using Scaffold.Cli.Reports;
using Scaffold.Core.Parameters;
using Scaffold.Core.Problems;
using Scaffold.Core.Regeneration;
using Scaffold.Engine;

namespace Scaffold.Cli.Regenerating;

/// <summary>Brings repositories to today's templates, one by one.</summary>
internal sealed class Regenerator(Terminal terminal, RegenerateRequest request)
{
    /// <summary>A fault of one repository is its outcome, and nobody else's.</summary>
    public async Task<RegenerateOutcome> RunAsync(string folder, CancellationToken ct)
    {
        try
        {
            var adoption = request.Adopt ? await Adopter.PlanAsync(folder, request.Changes, ct) : null;
            var update = adoption?.Update ?? RepositoryUpdate.Plan(folder, request.Changes, new PinOverlay());
            IReadOnlyList<BaseReport> bases = [];
            if (request.Bases is { } moves)
                (update, bases) = await moves.MoveAsync(update, ct);
            RegenerateOutcome outcome = new(folder) { Update = update, Adoption = adoption, Bases = bases };
            if (request.Preview || !update.HasDrift)
                return outcome;
            if (!request.AllowDirty)
                await GuardAsync(folder, ct);
            if (request.Verify)
            {
                if (update.HasConflicts)
                    return outcome;
                outcome = await VerifyAsync(outcome, update, ct);
                if (!outcome.Verdict!.Passed)
                    return outcome;
            }
            update.Apply(folder, ct);
            return outcome with { Written = true };
        }
        catch (UserErrorException e)
        {
            return new(folder) { Problem = e.Problem };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(folder) { Problem = new("SM305", e.Message, folder, "Make the repository readable, then run again.", ExitCode.Usage) };
        }
    }

    // To edit container.json and then to regenerate is the way to change one's mind.
    private static async Task GuardAsync(string folder, CancellationToken ct)
    {
        var changed = (await WorkingTree.UncommittedAsync(folder, ct)).Where(path => Path.GetFileName(path) is not ContainerJson.FileName).ToList();
        if (changed.Count > 0)
            throw new UserErrorException(new("SM306", $"There are changes that are not committed, such as {Printable.Of(changed[0])}.", folder,
                "Commit or stash them, so that the update can be seen and undone by itself; or go on with --allow-dirty.", ExitCode.WouldOverwrite));
    }

    private async Task<RegenerateOutcome> VerifyAsync(RegenerateOutcome outcome, RepositoryUpdate update, CancellationToken ct)
    {
        var before = outcome.Bases.Any(report => report.CanBePinned) ? await VerifyAsync(outcome.Folder, update: null, ct) : null;
        return outcome with { Before = before, Verdict = await VerifyAsync(outcome.Folder, update, ct) };
    }

    // What would be written is written to a copy, and judged there.
    private async Task<VerifyResult> VerifyAsync(string folder, RepositoryUpdate? update, CancellationToken ct)
    {
        var copy = Directory.CreateTempSubdirectory("regenerate-").FullName;
        try
        {
            Copy(folder, copy);
            update?.Apply(copy, ct);
            VerifyRequest verify = new() { Directory = copy, SamplesPath = Path.Combine(copy, "samples") };
            return await VerifyCommand.VerifyAsync(terminal, terminal.Error, verify, request.Engine, verbose: false, ct);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos().Where(entry => entry.Name is not ".git"))
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
                File.CreateSymbolicLink(target, link);
            else if (entry is DirectoryInfo)
                Copy(entry.FullName, Directory.CreateDirectory(target).FullName);
            else
                File.Copy(entry.FullName, target);
        }
    }
}
