using System.Diagnostics;
using Scaffold.Checks.Training;

namespace Scaffold.Checks.Distributed;

/// <summary>The hosts of a training job find each other, leave one model between them, and end when one of them dies.</summary>
internal sealed class HostsWorkTogether : ICheck
{
    public CheckInfo Info { get; } = new(
        "C-50", "Hosts train together, and none outlives another", Phase.Train, Profile.Distributed, ["DST-01", "DST-02", "DST-03", "FS-07", "FS-14"])
    {
        Needs = Needs.Image | Needs.Containers | Needs.Channels,
        Details = """
            Starts two containers, `algo-1` and `algo-2`, or as many as `--hosts` says, the last of them 15 seconds after the others, on a network of their own
            where they reach each other by these names and nothing else. All get the declared data and hyperparameters. All must exit 0; `algo-1`, the first of
            the sorted names, must leave a model and no other host one; and no path in `/opt/ml/output/data` may be on two of them.

            Where `longHyperparameters` are declared, the job is started twice more. When the line that the leader of the first one printed most often has come
            twice, one of the hosts is killed: the last in one job, `algo-1` in the other. All others must exit non-zero within 5 minutes.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var inputs = await subject.Training.InputsAsync(ct);
        Tally tally = new();
        TrainingOutcome leader;
        await using (var group = await HostGroup.StartAsync(subject, inputs, subject.Limits.PeerDelay, ct))
        {
            var outcomes = await group.WaitAsync(subject.Limits.Training, ct);
            leader = outcomes[0];
            tally.RepeatCommand = leader.RepeatCommand;
            Judge(tally, outcomes);
        }
        tally.Measured["hosts"] = subject.Samples.Hosts;
        if (tally.HasFailed)
            return tally.ToFinding("");
        var together = $"{subject.Samples.Hosts} hosts trained in {leader.Took.TotalSeconds:0.0} s, and only algo-1 wrote the model.";
        if (subject.Samples.LongHyperparameters is not { } longer)
            return tally.ToFinding($"{together} The death of a host was not tried: no longHyperparameters are declared.");
        foreach (var victim in (int[])[subject.Samples.Hosts, 1])
            await KillAsync(tally, subject, inputs with { Hyperparameters = TrainingInputs.Strings(longer) }, LogShapes.RepeatedIn(leader.Log), victim, ct);
        return tally.ToFinding($"{together} When one is killed the others end, after at most {(double?)tally.Measured["survivorSeconds"]:0.0} s.");
    }

    private static void Judge(Tally tally, IReadOnlyList<TrainingOutcome> outcomes)
    {
        foreach (var (index, outcome) in outcomes.Index().Where(one => !one.Item.Succeeded))
        {
            var name = HostGroup.NameOf(index + 1);
            tally.Fail($"On {outcomes.Count} hosts {name} ended with {ExitWords.Of(outcome.Exit)}", "Look peers up again and again until they answer, and let no host end before the others need it no more.", outcome.Evidence(15).Prepend($"{name}:"));
        }
        if (tally.HasFailed)
            return;
        if (!outcomes[0].Trained)
            tally.Fail("algo-1, the first of the sorted hosts, left no model", "Let the first of the sorted hosts write /opt/ml/model.", outcomes[0].Evidence());
        foreach (var (index, outcome) in outcomes.Index().Skip(1).Where(one => one.Item.ModelFiles.Any()))
            tally.Fail($"{HostGroup.NameOf(index + 1)} wrote {outcome.ModelFiles.First().Path} to /opt/ml/model too", "Let only the first of the sorted hosts write /opt/ml/model: the hosts' folders go into one archive.");
        if (outcomes.SelectMany(outcome => outcome.Data.Select(data => data.Path).Distinct()).CountBy(path => path).FirstOrDefault(path => path.Value > 1) is { Key: { } clash } count)
            tally.Fail($"{count.Value} hosts wrote {clash} to /opt/ml/output/data", "Write into a folder of the host's own name: the hosts' folders go into one archive.");
    }

    private static async Task KillAsync(Tally tally, Subject subject, TrainingInputs inputs, string? shape, int victim, CancellationToken ct)
    {
        await using var group = await HostGroup.StartAsync(subject, inputs, TimeSpan.Zero, ct);
        await LogShapes.UnderWayAsync(group.Hosts[0].Run, shape, subject.Limits.Training, ct);
        if (group.Hosts.Any(host => host.Run.HasExited))
            throw new PrerequisiteException(null, $"training on {group.Hosts.Count} hosts ended before one could be killed", "Make longHyperparameters in samples/verify.json longer.");
        var clock = Stopwatch.StartNew();
        await group.Hosts[victim - 1].Run.SignalAsync("SIGKILL", ct);
        await Task.WhenAll(group.Hosts.Index().Where(host => host.Index != victim - 1).Select(async host =>
        {
            var outcome = await host.Item.WaitAsync(subject.Limits.PeerLoss, ct);
            lock (tally)
                JudgeSurvivor(tally, subject, HostGroup.NameOf(host.Index + 1), HostGroup.NameOf(victim), outcome, clock.Elapsed);
        }));
    }

    private static void JudgeSurvivor(Tally tally, Subject subject, string survivor, string victim, TrainingOutcome outcome, TimeSpan after)
    {
        tally.Measured["survivorSeconds"] = Math.Max((double?)tally.Measured["survivorSeconds"] ?? 0, Math.Round(after.TotalSeconds, 2));
        if (outcome.Exit is null)
            tally.Fail($"{survivor} was still running {subject.Limits.PeerLoss.TotalSeconds:0} s after {victim} was killed", "Set time-outs on whatever waits for another host, and exit non-zero.", outcome.Evidence(15).Prepend($"{survivor}:"));
        else if (outcome.Succeeded)
            tally.Fail($"{survivor} exited 0 though {victim} was killed", "Exit non-zero when a host is lost.", outcome.Evidence(15).Prepend($"{survivor}:"));
    }
}
