using System.Collections.Immutable;
using System.Globalization;
using Scaffold.Checks.Dockerfiles;
using Scaffold.Checks.Static;
using Scaffold.Engine;

namespace Scaffold.Checks.Image;

/// <summary>Where AWS's training toolkit is what <c>train</c> runs, the image tells it what to run, in a form it takes.</summary>
internal sealed class ToolkitIsSetUp : ICheck
{
    private const string Program = "SAGEMAKER_PROGRAM", Module = "SAGEMAKER_TRAINING_MODULE", Level = "SAGEMAKER_CONTAINER_LOG_LEVEL", Submit = "SAGEMAKER_SUBMIT_DIRECTORY";

    public CheckInfo Info { get; } = new("C-15", "The training toolkit, if used, knows what to run", Phase.Image, Profile.Train, ["TK-01", "TK-02", "TK-03", "TK-04", "TK-05", "TK-06", "TK-07", "TK-11"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Looks for the package sagemaker_training in the image, and whether `train` imports it; a `train` of one's own is not judged.
            Fails for a SAGEMAKER_TRAINING_MODULE that is not module:function, for a Python program in a subfolder beside a setup.py, and for
            a SAGEMAKER_CONTAINER_LOG_LEVEL that is no number: each stops the job before your code. Warns when no program is named, when
            /opt/ml/code is filled without SAGEMAKER_PROGRAM (code that a job sends is then not fetched), and for variables without effect.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var config = await subject.ConfigAsync(ct);
        var files = await subject.FilesAsync(ct);
        if (await ToolkitUse.FindAsync(config, files, ct) is not { } toolkit)
            return Finding.Pass("The training toolkit is not in the image.");
        if (!toolkit.Runs)
            return Finding.Pass($"The training toolkit is in the image ({toolkit.Where}), and train does not use it.");

        Tally tally = new();
        tally.Evidence.Add($"toolkit: {toolkit.Where}");
        var file = await Dockerfile.OfAsync(subject, ct);
        JudgeNames(config.Environment, subject.Samples, tally, file);
        await JudgeCodeAsync(config.Environment, files, tally, file, ct);
        JudgeVariables(config.Environment, tally, file);
        return tally.ToFinding($"The training toolkit ({toolkit.Where}) runs {config.Environment.GetValueOrDefault(Module) ?? config.Environment.GetValueOrDefault(Program) ?? "what the job names"}.");
    }

    /// <summary>The same of a Dockerfile that installs the toolkit, as far as its ENV tells.</summary>
    internal static Finding JudgeDockerfile(Dockerfile file)
    {
        Tally tally = new();
        var environment = file.FinalStage?.Environment ?? ImmutableDictionary<string, string>.Empty;
        JudgeNames(environment, Samples.None, tally, file);
        JudgeVariables(environment, tally, file);
        return tally.ToFinding("The training toolkit knows what to run.");
    }

    private static void JudgeNames(IReadOnlyDictionary<string, string> environment, Samples samples, Tally tally, Dockerfile? file)
    {
        if (environment.TryGetValue(Module, out var module))
        {
            if (module.Count(letter => letter == ':') != 1)
                Add(tally, file, Module, Outcome.Fail, $"{Module}={module} is not module:function; the toolkit takes exactly one colon.", $"Write ENV {Module}=package.module:main.");
        }
        else if (!environment.ContainsKey(Program) && !samples.Hyperparameters.ContainsKey("sagemaker_program"))
        {
            tally.Warn($"Neither {Program} nor {Module} is set: unless the job names a program, the toolkit ends with 'NoneType' object has no attribute 'endswith'.", $"Write ENV {Program}=train.py, and COPY it to {ReservedFolders.Code}/.");
        }
    }

    private static async Task JudgeCodeAsync(IReadOnlyDictionary<string, string> environment, IImageFiles files, Tally tally, Dockerfile? file, CancellationToken ct)
    {
        if (!environment.TryGetValue(Program, out var program))
        {
            if (await files.ListAsync(ReservedFolders.Code, 1, ct) is [var first, ..])
                tally.Warn($"{ReservedFolders.Code} is not empty ({first}), and {Program} does not name what is in it: code that a job sends is not fetched.", $"Write ENV {Program}=FILE, or leave {ReservedFolders.Code} empty.");
        }
        else if (program.EndsWith(".py", StringComparison.Ordinal) && program.Contains('/', StringComparison.Ordinal) && await files.StatAsync($"{ReservedFolders.Code}/setup.py", ct) is not null)
        {
            Add(tally, file, Program, Outcome.Fail, $"{Program}={program} with a setup.py beside it: the toolkit starts python -m {program[..^3]}, which is no module's name.", "Take setup.py out, or put the program beside it.");
        }
    }

    private static void JudgeVariables(IReadOnlyDictionary<string, string> environment, Tally tally, Dockerfile? file)
    {
        if (environment.ContainsKey(Submit))
            Add(tally, file, Submit, Outcome.Warn, $"{Submit} has no effect in training.", "Take it out; the hyperparameter sagemaker_submit_directory counts.");
        if (!environment.TryGetValue(Level, out var level))
            return;
        if (int.TryParse(level, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out _))
            Add(tally, file, Level, Outcome.Warn, $"{Level} has no effect.", "Take it out; the hyperparameter sagemaker_container_log_level counts.");
        else
            Add(tally, file, Level, Outcome.Fail, $"{Level}={level} is no number: the toolkit stops at it.", "Take it out; the hyperparameter sagemaker_container_log_level counts, a number such as 20.");
    }

    private static void Add(Tally tally, Dockerfile? file, string variable, Outcome outcome, string message, string fix)
    {
        if (file?.WhereSet("ENV", variable) is { } at)
            tally.Add(outcome, at, message, fix);
        else
            tally.Add(outcome, message, fix);
    }
}
