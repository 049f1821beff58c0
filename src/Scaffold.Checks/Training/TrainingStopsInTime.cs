using System.Diagnostics;
using System.Text.RegularExpressions;
using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>A training container that is told to stop ends by itself, in time, and leaves what it has.</summary>
internal sealed partial class TrainingStopsInTime : ICheck
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(30), Settling = TimeSpan.FromSeconds(2), Poll = TimeSpan.FromMilliseconds(50);

    public CheckInfo Info { get; } = new("C-48", "SIGTERM ends training in time", Phase.Train, Profile.Train, ["TRN-13", "TRN-14", "TK-51"])
    {
        Needs = Needs.Image | Needs.Channels,
        Details = """
            Trains with `longHyperparameters`, waits until the line that the normal run prints most often has come twice, numbers aside, and stops
            the container as `docker stop -t 120` does. Where no line comes three times it waits for 2 s after the first.

            - Fails: SIGKILL was needed after 120 s.
            - Warns: it took more than 30 s, or left neither model nor checkpoint.
            - Skipped without `longHyperparameters` when training takes less than 10 s, and when training ended before it could be stopped.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var inputs = await subject.Training.InputsAsync(ct);
        var normal = (await subject.Training.PassingBaselineAsync(ct)).Outcome;
        if (subject.Samples.LongHyperparameters is { } longer)
            inputs = inputs with { Hyperparameters = TrainingInputs.Strings(longer) };
        else if (normal.Took < TimeSpan.FromSeconds(10))
            throw new PrerequisiteException(null, $"training takes {normal.Took.TotalSeconds:0.0} s, too short to be stopped in its middle", "Declare longHyperparameters in samples/verify.json.");

        await using var job = await subject.Training.StartAsync(inputs, ct);
        await UnderWayAsync(job.Run, RepeatedShape(normal.Log), subject.Limits.Training, ct);
        if (job.Run.HasExited)
            throw new PrerequisiteException(null, "training ended before it could be stopped", "Make longHyperparameters in samples/verify.json longer.");
        var clock = Stopwatch.StartNew();
        return Judge(await job.StopAsync(subject.Limits.TrainingStop, ct), clock.Elapsed, subject.Limits.TrainingStop);
    }

    private static Finding Judge(TrainingOutcome outcome, TimeSpan took, TimeSpan grace)
    {
        var kept = outcome.ModelFiles.Any() || outcome.Checkpoints.Count > 0;
        Tally tally = new()
        {
            RepeatCommand = outcome.RepeatCommand,
            Measured = { ["stopSeconds"] = Math.Round(took.TotalSeconds, 2), ["exitCode"] = outcome.Exit?.Code, ["leftSomething"] = kept },
        };
        if (outcome.Exit is { Code: 137 } or null)
            tally.Fail($"SIGTERM did not end training within {grace.TotalSeconds:0} s; SIGKILL did", "Let the signal reach the program (exec form, `exec` in shell scripts) and end on it.", outcome.Evidence());
        else if (took > Slow)
            tally.Warn($"Training took {took.TotalSeconds:0} s to end after SIGTERM", "End after the step at hand: SageMaker kills after 120 s.", outcome.Evidence(10));
        if (!kept && !tally.HasFailed)
            tally.Warn("Stopped training left neither a model nor a checkpoint", "On SIGTERM save what there is to /opt/ml/model: it is uploaded after a stop.", outcome.Evidence(10));
        return tally.ToFinding($"Ended {took.TotalSeconds:0.0} s after SIGTERM with exit code {outcome.Exit?.Code}, its work kept.");
    }

    // A launcher prints before the program has started; what the normal run prints again and again is the program in its loop.
    private static async Task UnderWayAsync(IRun run, string? shape, TimeSpan limit, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (!run.HasExited && clock.Elapsed < limit)
        {
            var lines = run.Log.Lines;
            if (shape is null ? lines is [var first, ..] && clock.Elapsed - first.At > Settling : lines.Count(line => Shape(line.Text) == shape) >= 2)
                return;
            await Task.Delay(Poll, ct);
        }
    }

    private static string? RepeatedShape(IReadOnlyList<LogLine> log) =>
        log.GroupBy(line => Shape(line.Text)).Where(group => group.Count() >= 3).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;

    private static string Shape(string line) => Numbers().Replace(line, "#");

    [GeneratedRegex(@"[-+]?[0-9][0-9.,:eE+-]*")]
    private static partial Regex Numbers();
}
