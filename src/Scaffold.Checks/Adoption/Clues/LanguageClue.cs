using System.Text.RegularExpressions;
using Scaffold.Core.Parameters;

namespace Scaffold.Checks.Adoption.Clues;

/// <summary>The language, by the base image, the project files, the programs.</summary>
internal static partial class LanguageClue
{
    public static IEnumerable<Proposal> In(Evidence evidence)
    {
        var files = evidence.Files;
        foreach (var stage in files.Dockerfile.Stages.Reverse().Where(stage => stage.Parent is null))
        {
            if (Dotnet().IsMatch(stage.Base))
                yield return new("language", Language.CSharp, $"is FROM {stage.Base}", files.Dockerfile.At(stage.From));
            else if (PythonImage().IsMatch(stage.Base))
                yield return new("language", Language.Python, $"is FROM {stage.Base}", files.Dockerfile.At(stage.From));
        }
        if (files.Paths.FirstOrDefault(path => path.EndsWith(".csproj", StringComparison.Ordinal)) is { } project)
            yield return new("language", Language.CSharp, "is a project of C#", new(project, 1));
        if (evidence.Packages.Count > 0)
            yield return new("language", Language.Python, $"names {evidence.Packages[0].Name}, a package of Python", evidence.Packages[0].Where);
        if (files.Find(path => Evidence.IsProgram(path) && Path.GetFileName(path) is "train" or "serve", PythonScript()) is { } script)
            yield return new("language", Language.Python, "is a Python program", script);
        if (files.Paths.FirstOrDefault(path => path.EndsWith(".py", StringComparison.Ordinal)) is { } module)
            yield return new("language", Language.Python, "is a Python program", new(module, 1));
    }

    [GeneratedRegex(@"(^|/)dotnet/")]
    private static partial Regex Dotnet();

    [GeneratedRegex(@"(^|[/_-])(python|pytorch|tensorflow|huggingface|scikit|xgboost|mxnet|conda|miniconda3|uv)")]
    private static partial Regex PythonImage();

    [GeneratedRegex(@"\A#!.*python")]
    private static partial Regex PythonScript();
}
