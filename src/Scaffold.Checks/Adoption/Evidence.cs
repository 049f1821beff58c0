namespace Scaffold.Checks.Adoption;

/// <summary>What a repository is recognised by.</summary>
/// <param name="Language">As far as it is known when a clue is looked for; empty while it is not.</param>
internal sealed record Evidence(AdoptedFiles Files, IReadOnlyList<NamedPackage> Packages, string Language)
{
    private static readonly string[] Aside = ["tests", "test", "notebooks", "examples", "docs", "samples", "local_test"];

    /// <summary>The first package that one of the names fits; a name that ends in <c>*</c> fits all that begin so.</summary>
    public NamedPackage? Package(params IReadOnlyList<string> names) => Packages.FirstOrDefault(package => names.Any(name =>
        name is [.. var start, '*'] ? package.Name.StartsWith(start, StringComparison.Ordinal) : package.Name == name));

    /// <summary>The first file of one of these names that is no test's.</summary>
    public string? File(params IReadOnlyList<string> names) => Files.Paths.FirstOrDefault(path => names.Contains(Path.GetFileName(path)) && IsProgram(path));

    /// <summary>No test, notebook or example.</summary>
    public static bool IsProgram(string path) => !path.Split('/')[..^1].Any(Aside.Contains);
}
