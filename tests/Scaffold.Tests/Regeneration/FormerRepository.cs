namespace Scaffold.Tests.Regeneration;

/// <summary>A repository of tests/former with the record that later versions lay beside it.</summary>
internal static class FormerRepository
{
    public static void WriteTo(string folder, string name)
    {
        foreach (var into in (string[])[folder, Path.Combine(folder, ".sagemaker-container/pristine")])
            Copy(Path.Combine(RepositoryRoot.Path, "tests/former", name), into);
    }

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
