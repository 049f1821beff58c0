using System.Text.Json.Nodes;
using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>Training on broken inputs exits non-zero and writes the cause to the failure file and the log.</summary>
internal sealed class FailuresNameTheirCause : ICheck
{
    private const string Remedy = "On a fault write its cause as the first line of /opt/ml/output/failure (UTF-8), print it, then exit non-zero.";

    public CheckInfo Info { get; } = new("C-43", "Training on broken inputs fails and names the cause", Phase.Train, Profile.Train, ["FS-16", "TRN-16"])
    {
        Needs = Needs.Image | Needs.Channels,
        Details = """
            One thing is broken at a time: a channel that is missing, one that is empty, files that hold noise, a number that is none,
            a disk on which no file of the model can be made. Training must end non-zero, write /opt/ml/output/failure in UTF-8, and
            name the cause in its first 1024 characters and in the log.

            Fails when it exits 0, does not end, or leaves a failure file that holds nothing but traceback frames, exit codes and words
            that fit any fault. Warns when the file does not seem to speak of the fault at hand, when the log does not have its
            message, and for all faults of the full disk, which not every engine can make.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var inputs = await subject.Training.InputsAsync(ct);
        await using var full = await subject.Engine.CreateFullFolderAsync(subject.Image!, ct);
        var cases = Cases(subject.Samples, inputs, full).ToList();
        if (cases.Count == 0)
            throw new PrerequisiteException(null, "neither a channel nor a numeric hyperparameter is declared, so there is nothing to break", "Declare them in samples/verify.json.");

        var runs = (await Task.WhenAll(cases.Select(async broken => (Case: broken, Outcome: await subject.Training.RunAsync(broken.Inputs, ct)))))
            .Where(run => run.Outcome.Exit?.StartFault is null) // not every engine may make a full disk
            .ToList();
        Tally tally = new() { Measured = { ["cases"] = runs.Count } };
        foreach (var (broken, outcome) in runs)
            Judge(tally, broken, outcome);
        return tally.ToFinding($"{string.Join(", ", runs.Select(run => run.Case.Name))}: each exits non-zero with the cause in the failure file and the log.");
    }

    private static IEnumerable<Case> Cases(Samples samples, TrainingInputs inputs, IFolder? full)
    {
        var names = inputs.Channels.Keys.ToList();
        if (names.Count > 0)
        {
            string[] noData = [.. names, "channel", "input", "no such file", "not find", "not found", "missing", "empty", "no file", "no data", "no row", "does not exist"];
            yield return new("Missing channel", inputs with { Channels = new Dictionary<string, IReadOnlyList<FolderFile>>(), InputData = [] }, noData);
            yield return new("Empty channel", inputs with { Channels = names.ToDictionary(name => name, _ => (IReadOnlyList<FolderFile>)[]) }, noData);
            yield return new("Corrupt data", inputs with { Channels = inputs.Channels.ToDictionary(pair => pair.Key, pair => Corrupt(pair.Value)) },
                [.. inputs.Channels.Values.SelectMany(files => files).Select(file => Path.GetFileName(file.Path)), "row", "line", "column", "pars", "decod", "format", "convert", "invalid", "corrupt", "header", "empty", "number", "utf-8", "read", "data"]);
        }
        if (samples.Hyperparameters.FirstOrDefault(pair => Spellings.IsNumber(pair.Value)).Key is { } number)
        {
            var values = (JsonObject)inputs.Hyperparameters.DeepClone();
            values[number] = "not-a-number";
            yield return new("Non-numeric number", inputs with { Hyperparameters = values }, [number, "not-a-number", "number", "numeric", "float", "int"]);
        }
        if (full is not null)
            yield return new("Full disk", inputs with { Model = full }, ["space", "full", "ENOSPC", "quota", "disk", "/opt/ml/model"]) { Broken = Outcome.Warn };
    }

    private static IReadOnlyList<FolderFile> Corrupt(IReadOnlyList<FolderFile> files)
    {
        var garbage = new byte[512];
        new Random(1).NextBytes(garbage);
        return [.. files.Select(file => new FolderFile(file.Path, garbage, garbage.Length))];
    }

    private static void Judge(Tally tally, Case broken, TrainingOutcome outcome)
    {
        tally.RepeatCommand ??= outcome.RepeatCommand;
        var evidence = outcome.Evidence(10).Prepend($"{broken.Name}:");
        if (outcome.Exit is null)
            tally.Add(broken.Broken, $"{broken.Name}: training did not end", Remedy, evidence);
        else if (outcome.Succeeded)
            tally.Add(broken.Broken, $"{broken.Name}: training exited 0", Remedy, evidence);
        else if (FailureText.Fault(outcome.Failure) is { } fault)
            tally.Add(broken.Broken, $"{broken.Name}: {ExitWords.Of(outcome.Exit)}, but {fault}", Remedy, evidence);
        else if (outcome.Log.Count == 0)
            tally.Add(broken.Broken, $"{broken.Name}: nothing was printed to stdout or stderr", Remedy, evidence);
        else if (!FailureText.Mentions(outcome.FailureText!, broken.Words))
            tally.Warn($"{broken.Name}: the failure file seems not to say so: {FailureText.MeaningfulLines(outcome.FailureText!)[0]}", Remedy, evidence);
        else if (!FailureText.MeaningfulLines(outcome.FailureText!).Any(line => outcome.LogText.Contains(Core(line), StringComparison.OrdinalIgnoreCase)))
            tally.Warn($"{broken.Name}: the log does not have the message of the failure file", Remedy, evidence);
    }

    // Launchers put their own words around a program's message.
    private static string Core(string line) => line.Length > 40 ? line[..40] : line;

    private sealed record Case(string Name, TrainingInputs Inputs, IReadOnlyList<string> Words)
    {
        /// <summary>What it comes to when no cause is told.</summary>
        public Outcome Broken { get; init; } = Outcome.Fail;
    }
}
