using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>Training writes neither into its channels nor into its configuration, even where it could.</summary>
internal sealed class InputsStayUntouched : ICheck
{
    public CheckInfo Info { get; } = new("C-47", "Training leaves its inputs untouched", Phase.Train, Profile.Train, ["FS-09"])
    {
        Needs = Needs.Image | Needs.Channels,
        Details = """
            Mounts the channels writable, trains, and compares `/opt/ml/input/config` and every channel before and after, by content.

            - Fails: a file was written, changed or removed.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var inputs = await subject.Training.InputsAsync(ct);
        inputs = inputs with { Conditions = inputs.Conditions with { WritableChannels = true } };
        await using var job = await subject.Training.StartAsync(inputs, ct);
        Dictionary<string, ModelDigest> before = new() { ["/opt/ml/input/config"] = ModelDigest.Of(inputs.ConfigFiles()) };
        foreach (var (name, files) in inputs.Channels)
            before[$"/opt/ml/input/data/{name}"] = ModelDigest.Of(files);

        var outcome = await job.WaitAsync(subject.Limits.Training, ct);
        List<string> touched = [];
        foreach (var (path, folder) in job.Inputs)
        {
            IReadOnlyList<FolderFile> after = await folder.ReadAsync(subject.Limits.ModelFile, ct);
            touched.AddRange(ModelDigest.Of(after).DifferencesFrom(before[path]).Select(file => $"{path}/{file}"));
        }
        if (touched.Count == 0 && !outcome.Trained)
            throw new PrerequisiteException(null, $"on writable channels training ended with {ExitWords.Of(outcome.Exit)}", "Mend the first error of its log.");
        return touched.Count == 0
            ? Finding.Pass("Channels and configuration are the same after training as before.")
            : Finding.Fail($"Training wrote, changed or removed {string.Join(", ", touched.Take(5))}{(touched.Count > 5 ? $" and {touched.Count - 5} more" : "")}.",
                "Write to /opt/ml/model, /opt/ml/output/data or /tmp; inputs are read-only in FastFile mode.")
                with
            { RepeatCommand = job.Run.RepeatCommand };
    }
}
