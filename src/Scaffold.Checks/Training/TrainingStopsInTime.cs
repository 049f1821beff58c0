namespace Scaffold.Checks.Training;

/// <summary>A training container that is told to stop ends by itself, in time, and leaves what it has.</summary>
internal sealed class TrainingStopsInTime : ICheck
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(30);

    public CheckInfo Info { get; } = new("C-48", "SIGTERM ends training in time", Phase.Train, Profile.Train, ["TRN-13", "TRN-14", "TK-51"])
    {
        Needs = Needs.Image | Needs.Channels,
        Details = """
            Trains with `longHyperparameters`, waits until the line that the normal run prints most often has come twice, then stops
            the container as SageMaker does: SIGTERM, and SIGKILL 120 s later. Without `longHyperparameters` a normal run of ten
            seconds or more is stopped instead.

            Fails when only SIGKILL ends it. Warns when it takes more than 30 s, and when it leaves neither a model nor a checkpoint.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var stopped = await subject.Training.StoppedAsync(ct);
        return Judge(stopped.Outcome, stopped.Took, subject.Limits.TrainingStop);
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
}
