using System.Text;
using Scaffold.Checks.Image;
using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>An image that runs SAGEMAKER_PROGRAM gives it the arguments and variables that the training toolkit gives.</summary>
internal sealed class ProgramsGetTheirVariables : ICheck
{
    private const string Program = "SAGEMAKER_PROGRAM", Module = "SAGEMAKER_TRAINING_MODULE", Remedy = "Pass hyperparameters on as the toolkit does: AWS's sagemaker-training, or a train that follows its table.";

    // Both write what they were given to the model folder, each text ended by a zero byte.
    private const string PythonProbe = """
        import os
        import sys

        with open("/opt/ml/model/arguments", "wb") as file:
            file.writelines(os.fsencode(argument) + b"\0" for argument in sys.argv[1:])
        with open("/opt/ml/model/variables", "wb") as file:
            file.writelines(name + b"=" + value + b"\0" for name, value in os.environb.items())
        """;

    private const string ShellProbe = """
        #!/bin/sh
        for argument; do printf '%s\0' "$argument"; done >/opt/ml/model/arguments
        cat /proc/$$/environ >/opt/ml/model/variables
        """;

    public CheckInfo Info { get; } = new("C-53", "The training program gets its arguments and variables", Phase.Train, Profile.Train,
        ["TK-02", "TK-20", "TK-21", "TK-22", "TK-23", "TK-24", "TK-25", "TK-26", "TK-27", "TK-29"])
    {
        Needs = Needs.Image | Needs.Containers | Needs.Channels,
        Details = """
            Puts a program of its own in the place of /opt/ml/code, in Python where the image has it, else in sh, names it in SAGEMAKER_PROGRAM,
            and trains with hyperparameters of every kind on the second of two hosts. The program must be given the arguments and the SM_*
            variables that the public training toolkit gives.

            For images with the toolkit, or with SAGEMAKER_PROGRAM in their environment; module mode exports no variables and is not judged.
            Fails when the toolkit runs the program, warns when a `train` of the image's own does.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var config = await subject.ConfigAsync(ct);
        var files = await subject.FilesAsync(ct);
        var toolkit = await ToolkitUse.FindAsync(config, files, ct) is { Runs: true };
        if (!toolkit && !config.Environment.ContainsKey(Program))
            return Finding.Pass($"The image promises no script mode: it has neither the training toolkit nor {Program}.");
        if (config.Environment.GetValueOrDefault(Module) is { Length: > 0 } module)
            return Finding.Skip($"{Module}={module} exports no SM_* variables of itself (TK-01).");
        var hasPython = await new ImagePrograms(config, files).FindAsync("python3", ct) is not null;
        if (!hasPython && await files.StatAsync("/bin/sh", ct) is null)
            return Finding.Skip("The image has neither Python nor a shell for a program of ours.");

        var program = hasPython ? "verify_probe.py" : "verify_probe.sh";
        var outcome = await TrainAsync(subject, program, hasPython ? PythonProbe : ShellProbe, ct);
        Tally tally = new() { RepeatCommand = outcome.RepeatCommand };
        var bad = toolkit ? Outcome.Fail : Outcome.Warn;
        if (Texts(outcome, "arguments") is not { } arguments || Texts(outcome, "variables") is not { } variables)
        {
            tally.Add(bad, $"Training with {Program}={program} ended with {ExitWords.Of(outcome.Exit)}, and {program} was not run to its end", Remedy, outcome.Evidence());
        }
        else
        {
            var differences = ToolkitTable.Instance.Differences(program, arguments, Pairs(variables), viaShell: !hasPython).ToList();
            tally.Measured["differences"] = differences.Count;
            if (differences.Count > 0)
                tally.Add(bad, $"{differences.Count} arguments and variables are not the toolkit's, the first {differences[0]}", Remedy, differences);
        }
        return tally.ToFinding($"{program} was given the {ToolkitTable.Instance.Arguments.Count} arguments and {ToolkitTable.Instance.Variables.Count} variables of the toolkit.");
    }

    private static async Task<TrainingOutcome> TrainAsync(Subject subject, string program, string text, CancellationToken ct)
    {
        var inputs = await subject.Training.InputsAsync(ct);
        var table = ToolkitTable.Instance;
        await using var code = await subject.Engine.CreateFolderAsync(subject.Image!, [FolderFile.Text(program, text + "\n")], ct);
        return await subject.Training.RunAsync(
            inputs with
            {
                Code = code,
                Resources = table.Resources,
                InputData = table.InputData,
                Hyperparameters = table.Hyperparameters,
                Channels = new Dictionary<string, IReadOnlyList<FolderFile>>(),
                Environment = new Dictionary<string, string> { [Program] = program, ["SM_STUDIO_LOCAL_MODE"] = "true" }, // the other host is not waited for
            },
            ct);
    }

    private static List<string>? Texts(TrainingOutcome outcome, string file) =>
        outcome.Model.FirstOrDefault(found => found.Path == file)?.Content is { } bytes ? [.. Encoding.UTF8.GetString(bytes.Span).Split('\0')[..^1]] : null;

    private static Dictionary<string, string> Pairs(IEnumerable<string> variables)
    {
        Dictionary<string, string> pairs = [];
        foreach (var variable in variables)
        {
            if (variable.IndexOf('=', StringComparison.Ordinal) is var end and >= 0)
                pairs[variable[..end]] = variable[(end + 1)..];
        }
        return pairs;
    }
}
