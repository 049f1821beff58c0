using System.Text.RegularExpressions;
using Scaffold.Checks.Training;

namespace Scaffold.Checks.Distributed;

/// <summary>The hosts of a training job find each other, leave one model between them, and end when one of them is lost.</summary>
internal sealed class HostsWorkTogether : ICheck
{
    public CheckInfo Info { get; } = new(
        "C-50", "Hosts train together, and none outlives another", Phase.Train, Profile.Distributed, ["DST-01", "DST-02", "DST-03", "DST-12", "FS-07", "FS-14", "TRN-13"])
    {
        Needs = Needs.Image | Needs.Containers | Needs.Channels,
        Details = """
            Starts two containers, `algo-1` and `algo-2`, or as many as `--hosts` says, the last of them 15 seconds after the others, on a network of their own
            where they reach each other by these names and nothing else. All get the declared data and hyperparameters. With `--hosts workers=2,servers=1`, or
            `groups` in verify.json, their `resourceconfig.json` is that of a heterogeneous cluster. All must exit 0; `algo-1`, the first of
            the sorted names, must leave a model and no other host one; and no path in `/opt/ml/output/data` may be on two of them.

            Where verify.json declares `world`, an expression for the line in which each process says who it is, all must say the same number of processes,
            not less than there are hosts, and each rank below it must have been said on one host. Where it declares `tolerance`, the last value of each metric
            on `algo-1` may differ by no more from that of the normal run on one host.

            Where `longHyperparameters` are declared, the job is started again. When the line that the leader of the first one printed most often has come
            twice, one of the hosts is killed: the last in one job, `algo-1` in the next. Where `world` is declared, the network of the last host is cut in a
            third. All others must exit non-zero within 5 minutes. In a fourth, all hosts get SIGTERM, as when a job is stopped, and must end within 120 seconds.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var inputs = await subject.Training.InputsAsync(ct);
        var (count, late) = (subject.Samples.Hosts.Count, HostNames.Of(subject.Samples.Hosts.Count));
        Tally tally = new() { Measured = { ["hosts"] = count } };
        IReadOnlyList<TrainingOutcome> outcomes;
        await using (var group = await HostGroup.StartAsync(subject, inputs, subject.Limits.PeerDelay, ct))
        {
            outcomes = await group.WaitAsync(subject.Limits.Training, ct);
            tally.Jobs.Add(group.Trace($"{late} starts {subject.Limits.PeerDelay.TotalSeconds:0} s late"));
        }
        var leader = outcomes[0];
        tally.RepeatCommand = leader.RepeatCommand;
        Judge(tally, outcomes);
        if (!tally.HasFailed)
            await CompareAsync(tally, subject, outcomes, ct);
        if (tally.HasFailed)
            return tally.ToFinding("");
        var together = $"{count} hosts trained in {leader.Took.TotalSeconds:0.0} s, and only algo-1 wrote the model.";
        if (subject.Samples.LongHyperparameters is not { } longer)
            return tally.ToFinding($"{together} The loss of a host was not tried: no longHyperparameters are declared.");
        HostFaults faults = new(subject, inputs with { Hyperparameters = TrainingInputs.Strings(longer) }, LogShapes.RepeatedIn(leader.Log), tally);
        await faults.KillAsync(count, ct);
        await faults.KillAsync(1, ct);
        var lost = $"{together} When one is killed the others end, after {(double?)tally.Measured["afterKillSeconds"]:0.0} s at most";
        if (subject.Samples.Hosts.World is null) // plain Open MPI, for one, waits for a host that is cut off
            return tally.ToFinding($"{lost}.");
        await faults.CutAsync(count, ct);
        await faults.StopAsync(ct);
        return tally.ToFinding($"{lost}; when one is cut off, after {(double?)tally.Measured["afterCutSeconds"]:0.0} s; SIGTERM ends all, after {(double?)tally.Measured["stopSeconds"]:0.0} s.");
    }

    // With what verify.json declares.
    private static async Task CompareAsync(Tally tally, Subject subject, IReadOnlyList<TrainingOutcome> outcomes, CancellationToken ct)
    {
        try
        {
            HostRanks.Judge(tally, subject.Samples.Hosts, outcomes);
            if (!tally.HasFailed && subject.Samples.Hosts.Tolerance is { } tolerance)
                SameResult.Judge(tally, subject.Samples.Metrics, tolerance, (await subject.Training.PassingBaselineAsync(ct)).Outcome, outcomes[0]);
        }
        catch (RegexMatchTimeoutException e)
        {
            tally.Fail($"The expression {e.Pattern} took more than {e.MatchTimeout.TotalSeconds:0} s on one line", "Write it without nested repetition.");
        }
    }

    private static void Judge(Tally tally, IReadOnlyList<TrainingOutcome> outcomes)
    {
        foreach (var (index, outcome) in outcomes.Index().Where(one => !one.Item.Succeeded))
        {
            var name = HostNames.Of(index + 1);
            tally.Fail($"On {outcomes.Count} hosts {name} ended with {ExitWords.Of(outcome.Exit)}", "Look peers up again and again until they answer, and let no host end before the others need it no more.", outcome.Evidence(15).Prepend($"{name}:"));
        }
        if (tally.HasFailed)
            return;
        if (!outcomes[0].Trained)
            tally.Fail("algo-1, the first of the sorted hosts, left no model", "Let the first of the sorted hosts write /opt/ml/model.", outcomes[0].Evidence());
        foreach (var (index, outcome) in outcomes.Index().Skip(1).Where(one => one.Item.ModelFiles.Any()))
            tally.Fail($"{HostNames.Of(index + 1)} wrote {outcome.ModelFiles.First().Path} to /opt/ml/model too", "Let only the first of the sorted hosts write /opt/ml/model: the hosts' folders go into one archive.");
        if (outcomes.SelectMany(outcome => outcome.Data.Select(data => data.Path).Distinct()).CountBy(path => path).FirstOrDefault(path => path.Value > 1) is { Key: { } clash } count)
            tally.Fail($"{count.Value} hosts wrote {clash} to /opt/ml/output/data", "Write into a folder of the host's own name: the hosts' folders go into one archive.");
    }
}
