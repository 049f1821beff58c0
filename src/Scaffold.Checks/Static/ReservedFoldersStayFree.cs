using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Static;

/// <summary>Nothing of the Dockerfile goes into the folders SageMaker mounts below /opt/ml.</summary>
internal sealed class ReservedFoldersStayFree : ICheck
{
    private const string Elsewhere = "Put it elsewhere, such as /opt/program; what is below /opt/ml comes from SageMaker when the container starts.";

    public CheckInfo Info { get; } = new("C-04", "The Dockerfile leaves SageMaker's folders alone", Phase.Static, Profile.Default, ["TRN-11", "TRN-12", "MOD-03", "IMG-06"])
    {
        Needs = Needs.Dockerfile,
        Details = """
            Reads COPY, ADD, RUN, VOLUME and WORKDIR of the last stage and of the stages it is FROM, for `input`, `model`, `output`,
            `checkpoints`, `processing` and `code` below `/opt/ml`.

            - Fails: COPY or ADD into a folder SageMaker mounts, VOLUME on one or on `/opt/ml`, RUN with a command that names one.
            - Warns: a RUN or WORKDIR that only makes such a folder; anything in `/opt/ml/code`, unless the training toolkit is used or
              `SAGEMAKER_PROGRAM` names what is in it.
            - RUN is judged by its words; what a program writes there unnamed is seen by C-14.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (await Dockerfile.OfAsync(subject, ct) is not { FinalStage: { } stage } file)
            return Finding.Skip("There is no Dockerfile with a FROM.");
        Tally tally = new();
        var usesToolkit = UsesToolkit(stage);
        foreach (var step in stage.Steps)
        {
            foreach (var (path, seen, outcome) in Uses(step, file.Escape, subject.Directory!))
            {
                var code = ReservedFolders.Of(path) == ReservedFolders.Code;
                if (code && usesToolkit)
                    continue;
                var at = file.At(step.Instruction);
                var line = $"{step.Instruction.Keyword} {seen} {path}";
                tally.Evidence.Add($"{at}: {line}");
                tally.Add(
                    code ? Outcome.Warn : outcome,
                    at,
                    code ? $"{line}, the place of the training toolkit's code, and no toolkit is used." : $"{line}, which SageMaker mounts over.",
                    code ? "Put the code outside /opt/ml, or name it in ENV SAGEMAKER_PROGRAM." : Elsewhere);
            }
        }
        return tally.ToFinding("No instruction of the last stage writes where SageMaker mounts its folders.");
    }

    private static IEnumerable<(string Path, string Seen, Outcome Outcome)> Uses(Step step, char escape, string context)
    {
        var words = step.Words;
        switch (step.Instruction.Keyword)
        {
            case "COPY" or "ADD" when words.Count > 1:
                foreach (var path in Copied(step, context))
                    yield return (path, "writes into", Outcome.Fail);
                break;
            case "VOLUME":
                foreach (var path in words.Select(word => ImagePath.Resolve("/", word)))
                {
                    if (path == ReservedFolders.Root || ReservedFolders.Of(path) is not null)
                        yield return (path, "declares a volume on", Outcome.Fail);
                }
                break;
            case "WORKDIR" when ImagePath.Resolve(step.WorkingDirectory, words[0]) is var path && ReservedFolders.Mounted.Any(folder => ImagePath.IsIn(path, folder)):
                yield return (path, "makes", Outcome.Warn);
                break;
            case "RUN":
                foreach (var write in RunWrites.In(step, escape))
                    yield return (write.Path, write.FolderOnly ? "makes" : "seems to write into", write.FolderOnly ? Outcome.Warn : Outcome.Fail);
                break;
        }
    }

    /// <summary>Reserved paths that a COPY fills; one into /opt/ml or above does so when the context holds such a folder.</summary>
    private static IEnumerable<string> Copied(Step step, string context)
    {
        var target = ImagePath.Resolve(step.WorkingDirectory, step.Words[^1]);
        if (ReservedFolders.Of(target) is not null)
            return [target];
        if (!ImagePath.IsIn(ReservedFolders.Root, target) || step.Instruction.Flag("from") is not null)
            return [];
        var sources = step.Words.Take(step.Words.Count - 1).Select(source => ImagePath.Resolve("/", source)[1..]).ToList();
        return ReservedFolders.Mounted.Append(ReservedFolders.Code)
            .Where(folder => sources.Any(source => Directory.Exists(Path.Combine(context, source, folder[target.Length..].TrimStart('/')))));
    }

    /// <summary>The training toolkit, or a launcher that takes its settings, runs what is in /opt/ml/code.</summary>
    private static bool UsesToolkit(Stage stage) => stage.Steps.Any(step =>
        (step.Instruction.Keyword == "ENV" && step.Pairs.Any(pair => pair.Key is "SAGEMAKER_PROGRAM" or "SAGEMAKER_TRAINING_MODULE")) ||
        (step.Instruction.Keyword == "RUN" && step.Instruction.Arguments.Replace('_', '-').Contains("sagemaker-training", StringComparison.Ordinal)));
}
