using System.Diagnostics;
using Scaffold.Checks.Training;

namespace Scaffold.Checks.Distributed;

/// <summary>Two hosts of a training job find each other, leave one model between them, and end when one of them dies.</summary>
internal sealed class HostsWorkTogether : ICheck
{
    public CheckInfo Info { get; } = new(
        "C-50", "Two hosts train together, and neither outlives the other", Phase.Train, Profile.Distributed, ["DST-01", "DST-02", "DST-03", "FS-07", "FS-14"])
    {
        Needs = Needs.Image | Needs.Containers | Needs.Channels,
        Details = """
            Starts two containers, `algo-1` and 15 seconds later `algo-2`, on a network of their own where they reach each other by these names and nothing
            else. Both get the declared data and hyperparameters. Both must exit 0; `algo-1`, the first of the sorted names, must leave a model and `algo-2`
            none; and no path in `/opt/ml/output/data` may be on both.

            Where `longHyperparameters` are declared, two more pairs are started. When the line that the leader of the first pair printed most often has come
            twice, one of the hosts is killed: `algo-2` of one pair, `algo-1` of the other. The survivor must exit non-zero within 5 minutes.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var inputs = await subject.Training.InputsAsync(ct);
        Tally tally = new();
        TrainingOutcome leader;
        await using (var pair = await HostPair.StartAsync(subject, inputs, subject.Limits.PeerDelay, ct))
        {
            var (first, second) = await pair.WaitAsync(subject.Limits.Training, ct);
            leader = first;
            tally.RepeatCommand = first.RepeatCommand;
            Judge(tally, first, second);
        }
        if (tally.HasFailed)
            return tally.ToFinding("");
        if (subject.Samples.LongHyperparameters is not { } longer)
            return tally.ToFinding($"{Together(leader)} The death of a host was not tried: no longHyperparameters are declared.");
        foreach (var victim in (string[])["algo-2", "algo-1"])
            await KillAsync(tally, subject, inputs with { Hyperparameters = TrainingInputs.Strings(longer) }, LogShapes.RepeatedIn(leader.Log), victim, ct);
        return tally.ToFinding($"{Together(leader)} When one is killed the other ends, after at most {(double?)tally.Measured["survivorSeconds"]:0.0} s.");
    }

    private static string Together(TrainingOutcome leader) => $"Two hosts trained in {leader.Took.TotalSeconds:0.0} s, and only algo-1 wrote the model.";

    private static void Judge(Tally tally, TrainingOutcome leader, TrainingOutcome worker)
    {
        foreach (var (name, outcome) in new[] { ("algo-1", leader), ("algo-2", worker) })
        {
            if (!outcome.Succeeded)
                tally.Fail($"On two hosts {name} ended with {ExitWords.Of(outcome.Exit)}", "Look peers up again and again until they answer, and let no host end before the others need it no more.", outcome.Evidence(15).Prepend($"{name}:"));
        }
        if (tally.HasFailed)
            return;
        if (!leader.Trained)
            tally.Fail("algo-1, the first of the sorted hosts, left no model", "Let the first of the sorted hosts write /opt/ml/model.", leader.Evidence());
        if (worker.ModelFiles.FirstOrDefault() is { } file)
            tally.Fail($"algo-2 wrote {file.Path} to /opt/ml/model too", "Let only the first of the sorted hosts write /opt/ml/model: the hosts' folders go into one archive.");
        if (leader.Data.Select(data => data.Path).Intersect(worker.Data.Select(data => data.Path)).FirstOrDefault() is { } clash)
            tally.Fail($"Both hosts wrote {clash} to /opt/ml/output/data", "Write into a folder of the host's own name: the hosts' folders go into one archive.");
    }

    private static async Task KillAsync(Tally tally, Subject subject, TrainingInputs inputs, string? shape, string victim, CancellationToken ct)
    {
        await using var pair = await HostPair.StartAsync(subject, inputs, TimeSpan.Zero, ct);
        await LogShapes.UnderWayAsync(pair.Leader.Run, shape, subject.Limits.Training, ct);
        if (pair.Leader.Run.HasExited || pair.Worker.Run.HasExited)
            throw new PrerequisiteException(null, "training on two hosts ended before one could be killed", "Make longHyperparameters in samples/verify.json longer.");
        var (killed, other) = victim == "algo-1" ? (pair.Leader, pair.Worker) : (pair.Worker, pair.Leader);
        var survivor = victim == "algo-1" ? "algo-2" : "algo-1";
        var clock = Stopwatch.StartNew();
        await killed.Run.SignalAsync("SIGKILL", ct);
        var outcome = await other.WaitAsync(subject.Limits.PeerLoss, ct);
        tally.Measured["survivorSeconds"] = Math.Max((double?)tally.Measured["survivorSeconds"] ?? 0, Math.Round(clock.Elapsed.TotalSeconds, 2));
        if (outcome.Exit is null)
            tally.Fail($"{survivor} was still running {subject.Limits.PeerLoss.TotalSeconds:0} s after {victim} was killed", "Set time-outs on whatever waits for another host, and exit non-zero.", outcome.Evidence(15).Prepend($"{survivor}:"));
        else if (outcome.Succeeded)
            tally.Fail($"{survivor} exited 0 though {victim} was killed", "Exit non-zero when a host is lost.", outcome.Evidence(15).Prepend($"{survivor}:"));
    }
}
