using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>The image runs a bash command in place of its ENTRYPOINT, as the ModelTrainer starts it.</summary>
internal sealed class EntrypointCanBeReplaced : ICheck
{
    private const int Code = 3;

    public CheckInfo Info { get; } = new("C-52", "The image runs a bash command in place of its ENTRYPOINT", Phase.Train, Profile.ModelTrainer, ["TRN-06", "TRN-07"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            The ModelTrainer of the Python SDK 3 starts every image as `/bin/bash -c COMMAND`, whatever its ENTRYPOINT. The check runs
            `docker run --entrypoint /bin/bash IMAGE -c 'exit 3'` and fails when that does not return 3.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        using var slot = await subject.TakeSlotAsync(ct);
        await using var run = await subject.Engine.StartAsync(
            new RunRequest(subject.Image!, ["-c", $"exit {Code}"]) { Entrypoint = ["/bin/bash"], Environment = subject.Samples.Environment }, ct);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timed.CancelAfter(subject.Limits.Training);
        RunExit? exit = null;
        try
        {
            exit = await run.WaitAsync(timed.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // judged as still running
        }
        return exit is { Code: Code, StartFault: null }
            ? Finding.Pass($"`/bin/bash -c 'exit {Code}'` returned {Code}.")
            : Finding.Fail($"`/bin/bash -c 'exit {Code}'` ended with {ExitWords.Of(exit)}.", "Install bash in the image; the SDK's script also needs chmod, cat, python3 and pip3.")
                with
            { Evidence = run.Log.TailText(20), RepeatCommand = run.RepeatCommand };
    }
}
