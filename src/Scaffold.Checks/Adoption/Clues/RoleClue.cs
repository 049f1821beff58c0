using System.Text.RegularExpressions;

namespace Scaffold.Checks.Adoption.Clues;

/// <summary>What the image does, by the programs it has.</summary>
internal static partial class RoleClue
{
    private static readonly string[] Trains = ["train", "train.py", "train.sh"], Serves = ["serve", "serve.py", "serve.sh", "wsgi.py"];

    public static IEnumerable<Proposal> In(Evidence evidence)
    {
        var stages = evidence.Files.Dockerfile.Stages;
        if (stages.FirstOrDefault(stage => stage.Name is "training") is { } training && stages.Any(stage => stage.Name is "inference"))
            yield return new("role", "separate", "has the stages training and inference", evidence.Files.Dockerfile.At(training.From));
        if (Training(evidence) is { } train)
        {
            yield return Serving(evidence) is { } both
                ? new("role", "combined", $"serves, and {train} trains", both)
                : new("role", "training", "trains, and nothing serves", train);
        }
        else if (Serving(evidence) is { } serve)
        {
            yield return new("role", "inference", "serves, and nothing trains", serve);
        }
    }

    private static SourcePlace? Training(Evidence evidence) =>
        evidence.File(Trains) is { } file ? new(file, 1)
        : evidence.Files.Dockerfile.WhereSet("ENV", "SAGEMAKER_PROGRAM") is { } variable ? variable
        : evidence.Package("sagemaker-training") is { } toolkit ? toolkit.Where
        : evidence.Files.Find(IsSource, Word());

    private static SourcePlace? Serving(Evidence evidence) =>
        evidence.File(Serves) is { } file ? new(file, 1) : evidence.Files.Find(path => IsSource(path) || path.EndsWith(".conf", StringComparison.Ordinal), Route());

    private static bool IsSource(string path) => Evidence.IsProgram(path) && (path.EndsWith(".py", StringComparison.Ordinal) || path.EndsWith(".cs", StringComparison.Ordinal));

    [GeneratedRegex("""(==|case|is|or|in)\s*[\[(]?\s*["']train["']|/opt/ml/input""")]
    private static partial Regex Word();

    [GeneratedRegex("/invocations")]
    private static partial Regex Route();
}
