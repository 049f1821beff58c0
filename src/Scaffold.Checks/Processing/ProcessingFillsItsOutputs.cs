namespace Scaffold.Checks.Processing;

/// <summary>The declared processing job exits 0 and leaves files in each of its outputs.</summary>
internal sealed class ProcessingFillsItsOutputs : ICheck
{
    public CheckInfo Info { get; } = new(
        "C-90", "Processing exits 0 and fills each declared output", Phase.Train, Profile.Processing, ["PRC-01", "PRC-03", "PRC-04", "PRC-05", "PRC-07"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Starts the image as it is, with the declared arguments instead of its CMD if there are any, on the two files of `/opt/ml/config`, the declared
            inputs read-only and the declared outputs as empty folders. It must exit 0 within 15 minutes, and each output must then hold at least one file.
            A symbolic link in an output fails: it is not uploaded. The container reaches nothing outside.

            An input or output is declared by its name, for `/opt/ml/processing/input/NAME` and `/opt/ml/processing/output/NAME`, or by its path below
            `/opt/ml/processing`.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var outcome = await subject.Processing.BaselineAsync(ct, mine: true);
        Tally tally = new()
        {
            RepeatCommand = outcome.RepeatCommand,
            Measured = { ["processingSeconds"] = Math.Round(outcome.Took.TotalSeconds, 2), ["outputFiles"] = outcome.Outputs.Values.Sum(files => files.Count) },
        };
        if (outcome.Exit is null)
            tally.Fail($"Processing was still running after {subject.Limits.Processing.TotalMinutes:0.#} minutes", "Declare smaller inputs or other arguments in samples/verify.json.", outcome.Evidence());
        else if (!outcome.Succeeded)
            tally.Fail($"Processing ended with {ExitWords.Of(outcome.Exit)}", FixOf(outcome, subject), outcome.Evidence());
        else
            Judge(tally, outcome);
        return tally.ToFinding($"Exit 0 after {outcome.Took.TotalSeconds:0.0} s with files in {string.Join(", ", outcome.Outputs.Keys)}.");
    }

    private static void Judge(Tally tally, ProcessingOutcome outcome)
    {
        foreach (var (place, files) in outcome.Outputs)
        {
            var path = ProcessingPlaces.Output(place);
            if (files.FirstOrDefault(file => file.LinkTarget is not null) is { } link)
                tally.Fail($"{path}/{link.Path} is a symbolic link to {link.LinkTarget}", "Copy the file: links in outputs are not uploaded.");
            else if (files.Count == 0)
                tally.Fail($"Processing exited 0 but {path} is empty", "Write the results there, or exit non-zero.", outcome.Evidence());
        }
    }

    private static string FixOf(ProcessingOutcome outcome, Subject subject) =>
        outcome.Exit is { Code: 126 or 127 } && subject.Samples.Processing is { Arguments: not null }
            ? "Arguments replace the image's CMD: name the program in ENTRYPOINT."
            : "Mend the first error of the log; exit 0 means success, anything else fails the job.";
}
