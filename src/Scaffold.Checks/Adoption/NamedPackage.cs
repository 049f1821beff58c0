using System.Text.RegularExpressions;
using Scaffold.Checks.Static;

namespace Scaffold.Checks.Adoption;

/// <summary>A package that the repository names as a dependency.</summary>
/// <param name="Name">In small letters; <c>_</c> and <c>.</c> of Python names as <c>-</c>.</param>
/// <param name="Text">The word it was read from, with its version.</param>
internal sealed partial record NamedPackage(string Name, string Text, SourcePlace Where)
{
    private static readonly HashSet<string> Installers = ["pip", "pip3", "python", "python3", "uv", "conda", "mamba", "micromamba", "poetry"];

    /// <summary>Those of requirement files and project files first, then those that the Dockerfile installs.</summary>
    public static IReadOnlyList<NamedPackage> In(AdoptedFiles files) => [.. Requirements(files), .. Projects(files), .. Installed(files), .. References(files)];

    private static IEnumerable<NamedPackage> Requirements(AdoptedFiles files) =>
        Lines(files, path => RequirementsFile().IsMatch(path), RequirementLine());

    /// <summary>Dependencies of pyproject.toml, setup.py, setup.cfg and environment.yml, quoted or one a line.</summary>
    private static IEnumerable<NamedPackage> Projects(AdoptedFiles files) =>
        Lines(files, path => ProjectFile().IsMatch(path), ProjectLine());

    private static IEnumerable<NamedPackage> References(AdoptedFiles files) =>
        Lines(files, path => path.EndsWith(".csproj", StringComparison.Ordinal) || path.EndsWith("Directory.Packages.props", StringComparison.Ordinal), ReferenceLine());

    private static IEnumerable<NamedPackage> Installed(AdoptedFiles files) =>
        from stage in files.Dockerfile.Stages
        from step in stage.OwnSteps
        where step.Instruction.Keyword is "RUN"
        from command in RunCommands.In(step, files.Dockerfile.Escape)
        let words = RunCommands.Program(command).ToList()
        where words.Count > 0 && Installers.Contains(Dockerfiles.ImagePath.Name(words[0]))
        from word in words.SkipWhile(word => word is not ("install" or "add")).Skip(1)
        let match = Requirement().Match(word)
        where match.Success
        select Of(match, word, files.Dockerfile.At(step.Instruction));

    private static IEnumerable<NamedPackage> Lines(AdoptedFiles files, Func<string, bool> wanted, Regex shape)
    {
        foreach (var (path, text) in files.Texts(wanted))
        {
            foreach (var (index, line) in text.Split('\n').Index())
            {
                foreach (Match match in shape.Matches(line.TrimEnd('\r')))
                    yield return Of(match, match.Value.Trim(), new(path, index + 1));
            }
        }
    }

    private static NamedPackage Of(Match match, string text, SourcePlace where) =>
        new(match.Groups["name"].Value.ToLowerInvariant().Replace('_', '-'), text, where);

    [GeneratedRegex(@"(^|/)[^/]*requirements[^/]*\.(txt|in)$|(^|/)requirements/[^/]+\.txt$")]
    private static partial Regex RequirementsFile();

    [GeneratedRegex(@"(^|/)(pyproject\.toml|setup\.py|setup\.cfg|environment\.ya?ml|conda\.ya?ml|Pipfile)$")]
    private static partial Regex ProjectFile();

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)[^#]*")]
    private static partial Regex RequirementLine();

    /// <summary><c>"torch&gt;=2"</c>, <c>- torch=2</c>, <c>torch = "2"</c>, <c>torch&gt;=2</c>.</summary>
    [GeneratedRegex("""(?<=["'])(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]]*\])?\s*([<>=!~][^"']*)?(?=["'])|^\s*-\s+(pip::)?(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)[^#]*|^(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?==)|^\s+(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*[<>=~]=[^#]*""")]
    private static partial Regex ProjectLine();

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]]*\])?([<>=!~].*)?$")]
    private static partial Regex Requirement();

    [GeneratedRegex("""<Package(?:Reference|Version)\s+(?:Include|Update)\s*=\s*"(?<name>[^"]+)"[^>]*""")]
    private static partial Regex ReferenceLine();
}
