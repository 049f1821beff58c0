using System.Text.RegularExpressions;
using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>Training that was killed goes on from its newest whole checkpoint when the job starts again.</summary>
internal sealed partial class TrainingResumes : ICheck
{
    private const string Remedy = "At the start look in /opt/ml/checkpoints for the newest checkpoint that is whole, load it and say so; write each under another name first, then rename it.";

    public CheckInfo Info { get; } = new("C-49", "Killed training resumes from its newest whole checkpoint", Phase.Train, Profile.Train, ["FS-18", "FS-19"])
    {
        Needs = Needs.Image | Needs.Channels,
        Details = """
            Trains with `longHyperparameters` until /opt/ml/checkpoints holds a checkpoint, kills the container with SIGKILL as a lost
            spot instance does, and starts two others: one on the same checkpoints, one on a copy in which the newest file is cut to
            half its size. What writes no checkpoint is skipped.

            It has resumed when a number that counts steps in the line printed again and again (`epoch=11`) starts higher than in
            the first run, or when the log speaks of a checkpoint it loads. Fails when such a count starts where it started before
            and no line speaks of it, and when either run ends in an error. Warns when neither tells.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var inputs = await subject.Training.LongInputsAsync(ct);
        var normal = (await subject.Training.PassingBaselineAsync(ct)).Outcome;
        var killed = await KilledRun.MakeAsync(subject, inputs, ct);
        await using var checkpoints = killed.Folder;

        var half = killed.Halved();
        var shape = LogShapes.RepeatedIn(normal.Log) ?? LogShapes.RepeatedIn(killed.Outcome.Log);
        await using var halved = half is null ? null : await subject.Engine.CreateFolderAsync(subject.Image!, half.Value.Files, ct);
        var runs = await Task.WhenAll(
            ((IFolder?[])[checkpoints, halved]).OfType<IFolder>().Select(folder => BeginAsync(subject, inputs with { Checkpoints = folder }, shape, ct)));

        Tally tally = new() { RepeatCommand = runs[0].RepeatCommand, Measured = { ["checkpointFiles"] = killed.Checkpoints.Count } };
        var seen = Judge(tally, runs[0], new StepCount(shape, normal.Log, killed.Outcome.Log), killed);
        if (half is { } cut && HasFailed(runs[1]))
            tally.Fail($"With a half-written {cut.Name} training ended with {ExitWords.Of(runs[1].Exit)}", Remedy, runs[1].Evidence());
        return tally.ToFinding($"{seen}{(half is { } it ? $" A half-written {it.Name} does no harm." : "")}");
    }

    // Once it is in its loop it has shown what there is to see.
    private static async Task<TrainingOutcome> BeginAsync(Subject subject, TrainingInputs inputs, string? shape, CancellationToken ct)
    {
        await using var job = await subject.Training.StartAsync(inputs, ct);
        await LogShapes.UnderWayAsync(job.Run, shape, await subject.Training.PatienceAsync(ct), ct);
        return job.Run.HasExited ? await job.WaitAsync(subject.Limits.Training, ct) : await job.KillAsync(ct) with { Exit = null };
    }

    private static string Judge(Tally tally, TrainingOutcome again, StepCount steps, KilledRun killed)
    {
        var said = again.Log.Select(line => line.Text).FirstOrDefault(line => Resumes().IsMatch(line) && !Denies().IsMatch(line) && killed.Outcome.Log.All(first => first.Text != line));
        var (from, to) = steps.Compare(again.Log);
        if (HasFailed(again))
            tally.Fail($"Started again on its checkpoints training ended with {ExitWords.Of(again.Exit)}", Remedy, again.Evidence());
        else if (to > from)
            return $"Killed and started again, it counts on from {to} instead of {from}.";
        else if (said is not null)
            return $"Killed and started again, it says: {(said.Length > 100 ? said[..100] : said)}.";
        else if (from is not null && to == from && killed.IsWhole)
            tally.Fail($"Killed and started again on {killed.Checkpoints.Count} checkpoint file{(killed.Checkpoints.Count == 1 ? "" : "s")}, training counts from {to} as at first", Remedy, again.Evidence(10));
        else
            tally.Warn("Whether killed training resumes cannot be seen: its log neither counts steps nor speaks of a checkpoint", "Print the step, and the checkpoint that is loaded.", again.Evidence(10));
        return "";
    }

    private static bool HasFailed(TrainingOutcome outcome) => outcome.Exit is { Code: not 0 };

    [GeneratedRegex(@"\b(resum|restor|continu|load|recover|pick)\w*\b.*(checkpoint|ckpt|epoch|step|round|iteration)|(checkpoint|ckpt)\S*.*\b(resum|restor|continu|load|recover)", RegexOptions.IgnoreCase)]
    private static partial Regex Resumes();

    [GeneratedRegex(@"\b(no|not|none|without|cannot|can't|skip\w*|ignor\w*|fail\w*|scratch)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Denies();
}
