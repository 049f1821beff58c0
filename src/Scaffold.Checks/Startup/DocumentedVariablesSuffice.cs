using System.Text.RegularExpressions;
using Scaffold.Checks.Serving;
using Scaffold.Checks.Training;

namespace Scaffold.Checks.Startup;

/// <summary>Training and serving start on the variables that the platform documents, and without AWS_REGION too.</summary>
internal sealed partial class DocumentedVariablesSuffice : ICheck
{
    private const string Region = "AWS_REGION";
    private const string Remedy = "Read it with a default: os.environ.get(\"AWS_REGION\"), and make clients of AWS only where one is needed.";

    public CheckInfo Info { get; } = new("C-32", "The documented variables are enough to start", Phase.Train, Profile.Default, ["ENV-01"])
    {
        Needs = Needs.Image,
        Details = """
            The normal run of training has TRAINING_JOB_NAME, TRAINING_JOB_ARN, AWS_REGION and the declared environment, and no more: where it
            fails, speaks of an SM_ variable, and works once the toolkit's variables are set, this fails. Then training and serving are each
            started once more without AWS_REGION: what does not start so warns, since the platform is only seen to set it.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        Tally tally = new();
        if (subject.Samples.Environment.ContainsKey(Region))
            return Finding.Skip($"{Region} is part of the declared environment, so that every container has it.", $"Take {Region} out of env in samples/verify.json.");
        List<string> started = [];
        if (subject.Profiles.HasFlag(Profile.Train) && (subject.Samples.Channels is not null || !subject.Profiles.HasFlag(Profile.Serve)))
        {
            await JudgeTrainingAsync(tally, subject, ct);
            started.Add("training");
        }
        if (subject.Profiles.HasFlag(Profile.Serve) && !tally.HasFailed)
        {
            await JudgeServingAsync(tally, subject, ct);
            started.Add("serving");
        }
        return tally.ToFinding($"Starts on the documented variables alone, and without {Region}: {string.Join(", ", started)}.");
    }

    private static async Task JudgeTrainingAsync(Tally tally, Subject subject, CancellationToken ct)
    {
        var baseline = await subject.Training.BaselineAsync(ct);
        var inputs = TrainingInputs.For(subject.Samples) with { Conditions = baseline.Conditions };
        if (!baseline.Outcome.Trained)
        {
            if (await MissingAsync(subject, baseline.Outcome, inputs, ct) is not { } variable)
                throw new PrerequisiteException("C-40", "the normal training run does not work");
            tally.RepeatCommand = baseline.Outcome.RepeatCommand;
            tally.Fail($"Training needs {variable}, which the platform does not set: only the training toolkit does", "Read /opt/ml/input/config, take the paths below /opt/ml as defaults, or install the training toolkit.", baseline.Outcome.Evidence(10));
            return;
        }
        var outcome = await subject.Training.RunAsync(inputs with { Without = [Region] }, ct);
        if (outcome.Trained)
            return;
        tally.RepeatCommand = outcome.RepeatCommand;
        tally.Warn($"Without {Region} training ended with {ExitWords.Of(outcome.Exit)}{(outcome.Succeeded ? " and no model" : "")}", Remedy, outcome.Evidence(10));
    }

    /// <summary>The first SM_ variable that a failed run speaks of, when it works with all of them; null otherwise.</summary>
    private static async Task<string?> MissingAsync(Subject subject, TrainingOutcome failed, TrainingInputs inputs, CancellationToken ct) =>
        Variable().Match(failed.LogText + failed.FailureText) is { Success: true } match && (await subject.Training.RunAsync(inputs with { Environment = ToolkitVariables.Of(inputs) }, ct)).Trained
            ? match.Value
            : null;

    private static async Task JudgeServingAsync(Tally tally, Subject subject, CancellationToken ct)
    {
        var shared = await subject.Servers.ReadyAsync(ct);
        await using var server = await subject.Servers.StartAsync(
            request => request with { Environment = request.Environment.Where(pair => pair.Key != Region).ToDictionary() }, ct);
        // Three times as long as with it, and no less than half a minute: the machine may be busy.
        var patience = TimeSpan.FromSeconds(Math.Min(subject.Limits.Startup.TotalSeconds, Math.Max(30, 3 * shared.Readiness.After.TotalSeconds)));
        var readiness = await server.WaitAsync(patience, ct);
        if (readiness is Readiness.Ready)
            return;
        tally.RepeatCommand ??= server.Run.RepeatCommand;
        tally.Warn(
            readiness is Readiness.Exited exited ? $"Without {Region} the server ended with {ExitWords.Of(exited.Exit)}" : $"Without {Region} the server is not ready after {patience.TotalSeconds:0} s",
            Remedy,
            server.Run.Log.TailText(10));
    }

    [GeneratedRegex(@"\bSM_[A-Z][A-Z0-9_.-]*")]
    private static partial Regex Variable();
}
