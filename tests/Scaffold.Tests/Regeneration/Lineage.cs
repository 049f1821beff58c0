namespace Scaffold.Tests.Regeneration;

/// <summary>Copies of the repositories made by hand, in tests/lineage.</summary>
internal static class Lineage
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "tests/lineage");

    public static void WriteTo(string folder, string name) => FormerRepository.Copy(Path.Combine(Folder, name), folder);
}
