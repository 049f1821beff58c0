using System.Text.Json.Nodes;

namespace Scaffold.Checks.Training;

/// <summary>Training reads its declared channels in Pipe mode: one pipe after the other, each to its end.</summary>
internal sealed class PipesAreRead : ICheck
{
    public CheckInfo Info { get; } = new("C-51", "Channels can be read in Pipe mode", Phase.Train, Profile.Train, ["FS-10"])
    {
        Needs = Needs.Image | Needs.Containers | Needs.Channels,
        Details = """
            Judged for the channels that `pipe` in verify.json names. In place of /opt/ml/input/data/CHANNEL there is the pipe CHANNEL_0;
            when its reader has had all files of the channel, one after the other, or has closed it, it goes, and half a second later
            there is CHANNEL_1, and so on. A second container of the image makes them; it needs `sh`, `mkfifo` and `cat`.

            Fails when training does not leave a model, or is still waiting for a pipe after ten seconds and five times what the normal
            run took. Warns when the model is another than that of the normal run while two normal runs agree.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (subject.Samples.Pipe is not { Count: > 0 } piped)
            return Finding.Skip("No channel is declared for Pipe mode.", "Declare it: \"pipe\": [\"train\"] in samples/verify.json.");
        var inputs = await subject.Training.InputsAsync(ct);
        var normal = (await subject.Training.PassingBaselineAsync(ct)).Outcome;
        await using var pipes = await ChannelPipes.OpenAsync(subject, piped, ct);
        if (pipes is null)
            return Finding.Skip("The image has no sh, mkfifo and cat to make pipes with.", "Install a shell and coreutils in the image, or try Pipe mode on SageMaker.");

        await using var job = await subject.Training.StartAsync(inputs with
        {
            Channels = inputs.Channels.Where(channel => !piped.Contains(channel.Key)).ToDictionary(),
            InputData = Piped(inputs.InputData, piped),
            Data = pipes.Folder,
        }, ct);
        var outcome = await job.WaitAsync(Patience(normal.Took, subject.Limits.Training), ct);
        var read = await pipes.WrittenAsync(ct);

        Tally tally = new() { RepeatCommand = outcome.RepeatCommand, Measured = { ["pipesRead"] = read.Count } };
        if (outcome.Exit is null)
            tally.Fail($"In Pipe mode training was still running after {outcome.Took.TotalSeconds:0} s; it had read {Words(read)}", "Read CHANNEL_0 to its end and close it, then CHANNEL_1: no pipe is there twice.", outcome.Evidence());
        else if (!outcome.Trained)
            tally.Fail($"In Pipe mode training ended with {ExitWords.Of(outcome.Exit)}{(outcome.Succeeded ? " and no model" : "")}; it had read {Words(read)}", "Where TrainingInputMode is Pipe, read /opt/ml/input/data/CHANNEL_0; wait for the next one, which may not exist yet.", outcome.Evidence());
        else if (read.Count == 0)
            tally.Fail("In Pipe mode training left a model without having read a pipe to its end", "Where TrainingInputMode is Pipe, read /opt/ml/input/data/CHANNEL_0 to its end.", outcome.Evidence());
        else if (await DiffersAsync(subject, outcome, normal, ct) is { } file)
            tally.Warn($"In Pipe mode training left another model than with files: {file} differs", "Read each pipe to its end: it has the channel's files one after the other.", outcome.Evidence(5));
        return tally.ToFinding($"Training read {Words(read)}.");
    }

    private static JsonObject Piped(JsonObject config, IReadOnlyList<string> channels)
    {
        var piped = (JsonObject)config.DeepClone();
        foreach (var channel in channels)
            piped[channel]!["TrainingInputMode"] = "Pipe";
        return piped;
    }

    private static TimeSpan Patience(TimeSpan took, TimeSpan limit)
    {
        var patience = TimeSpan.FromSeconds(10) + (5 * took);
        return patience < limit ? patience : limit;
    }

    private static async Task<string?> DiffersAsync(Subject subject, TrainingOutcome outcome, TrainingOutcome normal, CancellationToken ct)
    {
        var digest = ModelDigest.Of(normal.Model);
        return ModelDigest.Of(outcome.Model).DifferencesFrom(digest) is [var file, ..] && ModelDigest.Of((await subject.Training.RepeatAsync(ct)).Model).DifferencesFrom(digest).Count == 0 ? file : null;
    }

    private static string Words(IReadOnlyList<string> pipes) => pipes.Count == 0 ? "no pipe" : string.Join(", ", pipes);
}
