using System.Text.RegularExpressions;
using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Adoption;

/// <summary>AWS's training toolkit in a repository, and the code that is copied to where it looks.</summary>
internal static partial class ToolkitCode
{
    public const string Folder = "/opt/ml/code";

    /// <summary>Where the toolkit is named as a package; null where it is not.</summary>
    public static NamedPackage? Installed(AdoptedFiles files) => NamedPackage.In(files).FirstOrDefault(package => package.Name is "sagemaker-training");

    /// <summary>The one program among the files that are copied there; null where there is none, or several.</summary>
    public static (string Name, SourcePlace Where)? Program(AdoptedFiles files)
    {
        var programs = Copied(files).Where(copied => files.Text(copied.Path) is { } text && Main().IsMatch(text)).Distinct().ToList();
        return programs is [var (path, where)] ? (ImagePath.Name(path), where) : null;
    }

    private static IEnumerable<(string Path, SourcePlace Where)> Copied(AdoptedFiles files) =>
        from step in files.Stage?.Steps ?? []
        where step.Instruction.Keyword is "COPY" or "ADD" && step.Instruction.Flag("from") is null && step.Words.Count > 1
        where ImagePath.Resolve(step.WorkingDirectory, step.Words[^1]) == Folder
        from source in step.Words.SkipLast(1)
        let place = ImagePath.Resolve("/", source).TrimStart('/')
        from path in files.Paths
        where path.EndsWith(".py", StringComparison.Ordinal) && (path == place || path == $"{place}/{ImagePath.Name(path)}" || (place.Length is 0 && path == ImagePath.Name(path)))
        select (path, files.Dockerfile.At(step.Instruction));

    [GeneratedRegex("""^if\s+__name__\s*==\s*["']__main__["']""", RegexOptions.Multiline)]
    private static partial Regex Main();
}
