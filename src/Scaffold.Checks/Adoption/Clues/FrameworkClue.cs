using System.Text.RegularExpressions;
using Scaffold.Core.Parameters;

namespace Scaffold.Checks.Adoption.Clues;

/// <summary>The framework, by the packages that are installed, by the base image, by what programs import.</summary>
internal static partial class FrameworkClue
{
    // The more special first: who installs transformers has torch too.
    private static readonly IReadOnlyList<(string Framework, string[] Packages)> Python =
    [
        ("spark", ["pyspark"]),
        ("mxnet", ["mxnet*", "gluoncv", "gluonnlp"]),
        ("chainer", ["chainer*"]),
        ("huggingface", ["transformers", "sentence-transformers", "diffusers", "sagemaker-huggingface-inference-toolkit"]),
        ("tensorflow", ["tensorflow*", "keras"]),
        ("pytorch", ["torch", "torchvision", "torchaudio", "pytorch*", "lightning"]),
        ("xgboost", ["xgboost*", "sagemaker-xgboost*"]),
        ("sklearn", ["scikit-learn", "sklearn"]),
    ];

    private static readonly IReadOnlyList<(string Framework, string[] Packages)> CSharp =
    [
        ("onnx", ["microsoft.ml.onnxruntime*"]),
        ("torchsharp", ["torchsharp*"]),
        ("mlnet", ["microsoft.ml*"]),
    ];

    public static IEnumerable<Proposal> In(Evidence evidence)
    {
        foreach (var (framework, packages) in evidence.Language is Language.CSharp ? CSharp : Python)
        {
            if (evidence.Package(packages) is { } package)
                yield return new("framework", framework, $"names {package.Name}", package.Where);
        }
        if (evidence.Files.Stage is { } stage && Image().Match(stage.BaseImage) is { Success: true } match)
            yield return new("framework", match.Value is "scikit-learn" ? "sklearn" : match.Value, $"is FROM {stage.BaseImage}", evidence.Files.Dockerfile.At(stage.Chain[0].From));
        foreach (var proposal in Imported(evidence))
            yield return proposal;
        if (evidence.Packages.Count > 0)
            yield return new("framework", "none", $"names none of a framework among {evidence.Packages.Count} package{(evidence.Packages.Count is 1 ? "" : "s")}", evidence.Packages[0].Where);
    }

    private static IEnumerable<Proposal> Imported(Evidence evidence)
    {
        foreach (var (framework, packages) in evidence.Language is Language.CSharp ? [] : Python)
        {
            foreach (var name in packages.Select(name => name is "scikit-learn" ? "sklearn" : name.TrimEnd('*').Replace('-', '_')).Distinct())
            {
                Regex import = new($@"^\s*(import|from)\s+{Regex.Escape(name)}\b", RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
                if (evidence.Files.Find(path => Evidence.IsProgram(path) && (path.EndsWith(".py", StringComparison.Ordinal) || !Path.HasExtension(path)), import) is { } where)
                    yield return new("framework", framework, $"imports {name}", where);
            }
        }
    }

    [GeneratedRegex("huggingface|tensorflow|pytorch|scikit-learn|xgboost|mxnet|chainer|spark")]
    private static partial Regex Image();
}
