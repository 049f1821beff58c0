using Scaffold.Engine;

namespace Scaffold.Checks.Verification;

/// <summary>A folder of this host whose files go into a container.</summary>
internal static class SampleFolder
{
    /// <summary>Every file below it, sorted by path.</summary>
    public static async Task<IReadOnlyList<FolderFile>> ReadAsync(string path, CancellationToken ct)
    {
        List<FolderFile> files = [];
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var content = await File.ReadAllBytesAsync(file, ct);
            files.Add(new(Path.GetRelativePath(path, file).Replace('\\', '/'), content, content.Length));
        }
        return files;
    }
}
