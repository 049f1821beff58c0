namespace Scaffold.Checks.Training;

/// <summary><c>docker run IMAGE train</c> on SageMaker's files exits 0 and leaves a model.</summary>
internal sealed class TrainingLeavesAModel : ICheck
{
    public CheckInfo Info { get; } = new("C-40", "Training exits 0 and leaves a model", Phase.Train, Profile.Train, ["TRN-16", "FS-12", "FS-15"])
    {
        Needs = Needs.Image | Needs.Channels,
        Details = """
            Trains once as SageMaker would: the three files of `/opt/ml/input/config`, the declared channels and hyperparameters, one host.
            This normal run has no network, 64 MB of shared memory and read-only channels. When it fails, it is run once more
            with a network, more shared memory and writable channels: if that works, C-41 fails and names what is needed, and the other checks
            go on with what works.

            - Fails: an exit code other than 0, a failure file although it is 0, no regular file in `/opt/ml/model`, no end after 15 minutes.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var outcome = (await subject.Training.BaselineAsync(ct, mine: true)).Outcome;
        var files = outcome.ModelFiles.ToList();
        Tally tally = new()
        {
            RepeatCommand = outcome.RepeatCommand,
            Measured =
            {
                ["trainSeconds"] = Math.Round(outcome.Took.TotalSeconds, 2),
                ["modelFiles"] = files.Count,
                ["modelBytes"] = files.Sum(file => file.Size),
            },
        };

        if (outcome.Exit is null)
            tally.Fail($"Training was still running after {subject.Limits.Training.TotalMinutes:0.#} minutes.", "Declare smaller data or fewer epochs in samples/verify.json.", outcome.Evidence());
        else if (!outcome.Succeeded)
            tally.Fail($"Training ended with {ExitWords.Of(outcome.Exit)}.", "Mend the first error of the log; exit 0 means success, anything else fails the job.", outcome.Evidence());
        else if (files.Count == 0)
            tally.Fail("Training exited 0 but /opt/ml/model holds no file, so there is no model.tar.gz.", "Save the model in /opt/ml/model (SM_MODEL_DIR).", outcome.Evidence());
        if (outcome is { Succeeded: true, Failure: not null })
            tally.Fail("Training exited 0 but wrote /opt/ml/output/failure.", "Write the failure file only when training fails, then exit non-zero.", outcome.Evidence());

        return tally.ToFinding($"Exit 0 after {outcome.Took.TotalSeconds:0.0} s with {files.Count} file{(files.Count == 1 ? "" : "s")} ({files.Sum(file => file.Size):N0} bytes) in /opt/ml/model.");
    }
}
