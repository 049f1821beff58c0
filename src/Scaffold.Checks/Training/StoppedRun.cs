using System.Diagnostics;

namespace Scaffold.Checks.Training;

/// <summary>A long training run that was stopped with SIGTERM once it was under way.</summary>
/// <param name="Took">From the signal to the end.</param>
/// <param name="LinesBefore">Lines it had printed before the signal.</param>
/// <param name="Before">How long it had run by then.</param>
internal sealed record StoppedRun(TrainingOutcome Outcome, TimeSpan Took, int LinesBefore, TimeSpan Before)
{
    public static async Task<StoppedRun> MakeAsync(Subject subject, CancellationToken ct)
    {
        var inputs = await subject.Training.LongInputsAsync(ct);
        var normal = (await subject.Training.PassingBaselineAsync(ct)).Outcome;
        await using var job = await subject.Training.StartAsync(inputs, ct);
        var clock = Stopwatch.StartNew();
        await LogShapes.UnderWayAsync(job.Run, LogShapes.RepeatedIn(normal.Log), await subject.Training.PatienceAsync(ct), ct);
        if (job.Run.HasExited)
            throw new PrerequisiteException(null, "training ended before it could be stopped", "Make longHyperparameters in samples/verify.json longer.");
        var (lines, before) = (job.Run.Log.Lines.Count, clock.Elapsed);
        clock.Restart();
        return new(await job.StopAsync(subject.Limits.TrainingStop, ct), clock.Elapsed, lines, before);
    }
}
