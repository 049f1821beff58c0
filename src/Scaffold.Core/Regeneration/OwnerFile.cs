namespace Scaffold.Core.Regeneration;

/// <summary>A file as its owner has it.</summary>
/// <param name="IsReplaced">A symbolic link or a folder stands in its place, or a link or file in that of a folder above it: never written over.</param>
public sealed record OwnerFile(ReadOnlyMemory<byte> Content, bool Executable, bool IsReplaced = false)
{
    /// <summary>What stands at a path of a repository; null for nothing.</summary>
    public static OwnerFile? Find(string repository, string path)
    {
        FileInfo file = new(Path.Combine(repository, path));
        if (Directory.Exists(file.FullName) || file.LinkTarget is not null || Parents(path).Any(parent => IsNoFolder(Path.Combine(repository, parent))))
            return new(default, Executable: false, IsReplaced: true);
        if (!file.Exists)
            return null;
        var executable = !OperatingSystem.IsWindows() && (file.UnixFileMode & UnixFileMode.UserExecute) != 0;
        return new(File.ReadAllBytes(file.FullName), executable);
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (var parent = Path.GetDirectoryName(path); parent is { Length: > 0 }; parent = Path.GetDirectoryName(parent))
            yield return parent;
    }

    private static bool IsNoFolder(string path) => File.Exists(path) || new DirectoryInfo(path).LinkTarget is not null;
}
