namespace Scaffold.Checks.Training;

/// <summary>Training works as a child of an init, and on a terminal, as it does without.</summary>
internal sealed class TrainingWorksUnderAnInit : ICheck
{
    public CheckInfo Info { get; } = new("C-34", "Training works under an init", Phase.Train, Profile.Train, ["TRN-05"])
    {
        Needs = Needs.Image | Needs.Containers | Needs.Channels,
        Details = """
            Logs of real jobs show an init as process 1 of training containers, and the program as its child. The normal run is
            repeated with `docker run --init --tty`; when that fails, with each alone.

            Fails when training needs to be process 1. Warns when it does not work on a terminal: `docker run -it` is how people try
            an image.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (!subject.Engine.Can.Init)
            return Finding.Skip($"The {subject.Engine.Name} engine has no init.", "Use an engine that has: --engine docker.");
        var inputs = await subject.Training.InputsAsync(ct);
        var both = await subject.Training.RunAsync(inputs with { Init = true, Tty = true }, ct);
        Tally tally = new() { RepeatCommand = both.RepeatCommand };
        if (!IsGood(both))
        {
            var init = await subject.Training.RunAsync(inputs with { Init = true }, ct);
            if (!IsGood(init))
                tally.Fail($"Under an init training ended with {Words(init)}", "Do not expect to be process 1: no test of the process ID, no kill of process 1.", init.Evidence());
            else
                tally.Warn($"On a terminal training ended with {Words(both)}", "Do not ask whether stdout is a terminal, nor for its width.", both.Evidence());
        }
        return tally.ToFinding("Trains as the child of an init and on a terminal too.");
    }

    private static bool IsGood(TrainingOutcome outcome) => outcome is { Trained: true, Failure: null };

    private static string Words(TrainingOutcome outcome) =>
        $"{ExitWords.Of(outcome.Exit)}{(!outcome.Succeeded ? "" : outcome.Failure is null ? " and no model" : " and a failure file")}";
}
