namespace Scaffold.Tests.Verify;

/// <summary>Copies a repository of the tests, without the file that says what is expected of it.</summary>
internal static class FolderCopy
{
    public static void Write(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
        File.Delete(Path.Combine(to, "expect.json"));
    }
}
