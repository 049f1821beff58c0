using System.Text.RegularExpressions;
using Scaffold.Checks.Serving;

namespace Scaffold.Checks.Startup;

/// <summary>Training and serving start where there is no GPU, no driver library and no nvidia-smi, or say clearly that they need one.</summary>
internal sealed partial class NoGpuIsNeeded : ICheck
{
    private const string Remedy = "Load GPU libraries only when a device is there, fall back to the CPU, or write a clear failure file and exit non-zero.";

    public CheckInfo Info { get; } = new("C-33", "Starts without a GPU, its driver and nvidia-smi", Phase.Train, Profile.All, ["GPU-02"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Looks at the normal training run and at the server that gets nothing but pings: their containers have no GPU and are given no driver.

            - Fails: training ended with words about CUDA or the driver and without a failure file; the server ended with such words.
            - Training that ends so but leaves a failure file passes: it says what it needs.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        Tally tally = new();
        if (subject.Profiles.HasFlag(Profile.Train) && subject.Samples.Channels is not null)
            await JudgeTrainingAsync(tally, subject, ct);
        if (subject.Profiles.HasFlag(Profile.Serve) && !tally.HasFailed)
            await JudgeServingAsync(tally, subject, ct);
        return tally.ToFinding("Runs on a host that has no GPU and no driver.");
    }

    private static async Task JudgeTrainingAsync(Tally tally, Subject subject, CancellationToken ct)
    {
        var outcome = (await subject.Training.BaselineAsync(ct)).Outcome;
        if (outcome.Trained)
            return;
        if (!Words().IsMatch(outcome.LogText))
            throw new PrerequisiteException("C-40", "the normal training run does not work");
        tally.RepeatCommand = outcome.RepeatCommand;
        if (outcome.Failure is null or { Length: 0 })
            tally.Fail($"Training without a GPU ended with {ExitWords.Of(outcome.Exit)} and no failure file", Remedy, outcome.Evidence());
    }

    private static async Task JudgeServingAsync(Tally tally, Subject subject, CancellationToken ct)
    {
        var server = await subject.Servers.IdleAsync(ct);
        var log = server.Run.Log.TailText(40);
        if (server.Readiness is not Readiness.Exited exited || !log.Any(line => Words().IsMatch(line)))
            return;
        tally.RepeatCommand = server.Run.RepeatCommand;
        tally.Fail($"Serving without a GPU ended with {ExitWords.Of(exited.Exit)}", Remedy, log);
    }

    [GeneratedRegex(@"libcuda|libcudart|libnvidia|libcudnn|libcublas|nvidia-smi|nvidia driver|cuda driver|no cuda|cuda(?:Error| error)|cuInit|torch not compiled with CUDA", RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
