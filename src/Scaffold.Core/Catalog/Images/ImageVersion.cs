namespace Scaffold.Core.Catalog.Images;

/// <summary>One version of a framework's images.</summary>
/// <param name="Repositories">More than one where the base framework or the Python version chooses.</param>
/// <param name="Builds">Such as <c>gpu py312 cu124 ubuntu22.04</c>, where a list of tags tells.</param>
public sealed record ImageVersion(
    string Version, IReadOnlyList<string> Aliases, IReadOnlyList<string> Bases, IReadOnlyList<string> Repositories,
    IReadOnlyList<string> Pythons, IReadOnlyList<string> Builds, DateOnly? EndOfPatching)
{
    public IReadOnlyList<string> Cuda => [.. Builds.SelectMany(build => build.Split(' ')).Where(word => word.StartsWith("cu", StringComparison.Ordinal)).Distinct()];
}
