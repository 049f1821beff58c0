namespace Scaffold.Core.Regeneration;

/// <summary>A file as its owner has it.</summary>
/// <param name="IsReplaced">A symbolic link or a folder stands in its place, which is never written over.</param>
public sealed record OwnerFile(ReadOnlyMemory<byte> Content, bool Executable, bool IsReplaced = false)
{
    /// <summary>What stands at a path of a repository; null for nothing.</summary>
    public static OwnerFile? Find(string repository, string path)
    {
        FileInfo file = new(Path.Combine(repository, path));
        if (Directory.Exists(file.FullName) || file.LinkTarget is not null)
            return new(default, Executable: false, IsReplaced: true);
        if (!file.Exists)
            return null;
        var executable = !OperatingSystem.IsWindows() && (file.UnixFileMode & UnixFileMode.UserExecute) != 0;
        return new(File.ReadAllBytes(file.FullName), executable);
    }
}
