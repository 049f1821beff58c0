namespace Scaffold.Checks.Processing;

/// <summary>Processing jobs of a subject; the declared one is run once and shared.</summary>
internal sealed class ProcessingRuns : IAsyncDisposable
{
    private readonly Subject _subject;
    private readonly Once<ProcessingOutcome> _baseline;

    public ProcessingRuns(Subject subject, CancellationToken end)
    {
        _subject = subject;
        _baseline = new(() => RunAsync(ProcessingPlan.For(subject.Samples), end));
    }

    /// <param name="mine">The caller judges this run.</param>
    public Task<ProcessingOutcome> BaselineAsync(CancellationToken ct, bool mine = false) => _baseline.GetAsync(ct, mine);

    /// <summary>The declared job, for checks that mean nothing unless it works.</summary>
    public async Task<ProcessingOutcome> PassingBaselineAsync(CancellationToken ct)
    {
        var outcome = await BaselineAsync(ct);
        return outcome.Succeeded ? outcome : throw new PrerequisiteException("C-90", "the declared processing job does not work");
    }

    public async Task<ProcessingOutcome> RunAsync(ProcessingPlan plan, CancellationToken ct)
    {
        await using var job = await ProcessingJob.StartAsync(_subject, plan, ct);
        return await job.WaitAsync(_subject.Limits.Processing, ct);
    }

    public async ValueTask DisposeAsync() => await _baseline.SettleAsync();
}
