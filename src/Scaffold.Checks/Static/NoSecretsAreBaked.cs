using System.Text.RegularExpressions;
using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Static;

/// <summary>No ENV or ARG holds a secret: both stay in the image, for everyone who can pull it. Values are never repeated.</summary>
internal sealed partial class NoSecretsAreBaked : ICheck
{
    private const string Fix =
        "Take it out and make a new secret: this one counts as known. Give the container its environment in the request; for the build use RUN --mount=type=secret.";

    public CheckInfo Info { get; } = new("C-07", "No secret is baked in", Phase.Static, Profile.All, ["IMG-06"])
    {
        Details = """
            Looks at ENV and ARG of every stage and at the environment of the base image, or of the image where there is no repository: for
            names that end in TOKEN, PASSWORD, SECRET, ACCESS_KEY, API_KEY and the like, and for values that look like a key or hold a password.

            - Fails: such an ENV or ARG with a value, and an ENV of such a name that keeps a build argument.
            - Warns: `ARG HF_TOKEN` without a value: what it is given stays in the image's history.
            - No value is ever repeated. Numbers, switches and paths count as no secret. Files are not searched.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var file = await Dockerfile.OfAsync(subject, ct);
        var image = await LaunchFacts.ImageAsync(subject, ct);
        if (file is null && image is null)
            return Finding.Skip("There is no Dockerfile and no image to look at.");

        Tally tally = new();
        if (file is not null)
            JudgeDockerfile(file, tally);
        if (file?.FinalStage is { } stage)
            image = await LaunchFacts.BaseAsync(subject.Engine, stage, ct);
        if (image is not null)
            JudgeEnvironment(file is null ? "The image's environment" : "The base image's environment", image.Environment, tally);
        return tally.ToFinding("No ENV and no ARG looks like a secret.");
    }

    private static void JudgeDockerfile(Dockerfile file, Tally tally)
    {
        foreach (var instruction in file.Instructions.TakeWhile(instruction => instruction.Keyword != "FROM").Where(instruction => instruction.Keyword == "ARG"))
        {
            foreach (var (name, value) in StageReader.Pairs(instruction, file.Escape, []))
                JudgeArgument(file.At(instruction), name, value, tally);
        }
        foreach (var stage in file.Stages)
        {
            HashSet<string> arguments = [.. stage.Parent?.Steps.Where(step => step.Instruction.Keyword == "ARG").SelectMany(step => step.Pairs).Select(pair => pair.Key) ?? []];
            foreach (var step in stage.OwnSteps.Where(step => step.Instruction.Keyword is "ARG" or "ENV"))
            {
                var where = file.At(step.Instruction);
                foreach (var (name, value) in step.Pairs)
                {
                    if (step.Instruction.Keyword == "ENV")
                    {
                        JudgeSetting(where, name, value ?? "", arguments, tally);
                        continue;
                    }
                    arguments.Add(name);
                    JudgeArgument(where, name, value, tally);
                }
            }
        }
    }

    private static void JudgeSetting(SourcePlace where, string name, string value, HashSet<string> arguments, Tally tally)
    {
        var unknown = Variable().Match(value);
        if (unknown.Success && SecretNames.Names(name))
        {
            if (arguments.Contains(unknown.Groups[1].Value))
                tally.Fail(where, $"ENV {name} keeps the build argument {unknown.Groups[1].Value} in the image.", Fix);
        }
        else if (SecretNames.Give(name, value))
        {
            tally.Fail(where, $"ENV {name} holds a secret ({value.Length} characters, not shown).", Fix);
        }
    }

    private static void JudgeArgument(SourcePlace where, string name, string? value, Tally tally)
    {
        if (value is not null && SecretNames.Give(name, value))
            tally.Fail(where, $"ARG {name} holds a secret ({value.Length} characters, not shown).", Fix);
        else if (value is null && SecretNames.Names(name))
            tally.Warn(where, $"ARG {name} asks for a secret; what it is given stays in the image's history.", "Use RUN --mount=type=secret in its place.");
    }

    private static void JudgeEnvironment(string where, IReadOnlyDictionary<string, string> environment, Tally tally)
    {
        foreach (var (name, value) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (SecretNames.Give(name, value))
                tally.Fail($"{where}: {name} holds a secret ({value.Length} characters, not shown).", Fix);
        }
    }

    [GeneratedRegex(@"\$\{?(\w+)")]
    private static partial Regex Variable();
}
