using Scaffold.Cli.Fleet;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Regenerating;

/// <summary>Regenerates many repositories side by side; a bad one never stops the rest, unless so many failures were to stop it.</summary>
internal sealed class RegenerateBatch(Regenerator regenerator)
{
    private int _failures;

    /// <summary>Repositories at one time.</summary>
    public required int Parallel { get; init; }

    /// <summary>Failures after which no other is begun; null for no limit.</summary>
    public int? StopAfter { get; init; }

    /// <summary>Drift is a failure.</summary>
    public bool Check { get; init; }

    /// <summary>Keep what is in the files, for a diff; of many repositories that is a lot.</summary>
    public bool WithContents { get; init; }

    /// <summary>Null when nobody wants to go on later.</summary>
    public DoneFile? Done { get; init; }

    /// <returns>An outcome for each repository, in the order they were to be done.</returns>
    public async Task<IReadOnlyList<RegenerateOutcome>> RunAsync(RepositorySet repositories, CancellationToken ct)
    {
        var canaries = await RunAsync(repositories.Canaries, ct);
        var others = _failures > 0 && canaries.Count > 0
            ? [.. repositories.Others.Select(folder => new RegenerateOutcome(folder) { WhyNot = "a canary failed" })]
            : await RunAsync(repositories.Others, ct);
        IReadOnlyList<RegenerateOutcome> outcomes = [.. canaries, .. others];
        if (outcomes.All(IsDone))
            Done?.Remove();
        return outcomes;
    }

    private async Task<IReadOnlyList<RegenerateOutcome>> RunAsync(IReadOnlyList<string> folders, CancellationToken ct)
    {
        var outcomes = new RegenerateOutcome[folders.Count];
        ParallelOptions options = new() { MaxDegreeOfParallelism = Parallel, CancellationToken = ct };
        await System.Threading.Tasks.Parallel.ForEachAsync(folders.Index(), options, async (entry, stop) => outcomes[entry.Index] = await RunAsync(entry.Item, stop));
        return outcomes;
    }

    private async Task<RegenerateOutcome> RunAsync(string folder, CancellationToken ct)
    {
        if (Done?.Has(folder) is true)
            return new(folder) { WhyNot = "an earlier run did it", WasDone = true };
        if (Volatile.Read(ref _failures) >= StopAfter)
            return new(folder) { WhyNot = $"{StopAfter} failed before it" };
        var outcome = await regenerator.RunAsync(folder, ct);
        if (IsDone(outcome))
            Done?.Add(folder);
        else
            Interlocked.Increment(ref _failures);
        return WithContents ? outcome : outcome.Outline();
    }

    private bool IsDone(RegenerateOutcome outcome) => outcome.WasDone || (outcome.WhyNot is null && outcome.ExitOf(Check) is ExitCode.Done);
}
