namespace Scaffold.Engine.Processes;

/// <summary>A folder kept in a directory of this host.</summary>
internal sealed class DirectoryFolder : IFolder
{
    private DirectoryFolder(string path) => Path = path;

    public string Path { get; }

    public static async Task<DirectoryFolder> CreateAsync(string path, IReadOnlyList<FolderFile> files, CancellationToken ct)
    {
        // Links last, so that no file is written through one.
        foreach (var file in files.OrderBy(file => file.LinkTarget is not null))
        {
            var target = System.IO.Path.GetFullPath(System.IO.Path.Combine(path, file.Path));
            if (!target.StartsWith(path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new ArgumentException($"{file.Path} leaves its folder.", nameof(files));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            if (file.LinkTarget is { } link)
                File.CreateSymbolicLink(target, link);
            else
                await File.WriteAllBytesAsync(target, file.Content ?? throw new ArgumentException($"{file.Path} has no content.", nameof(files)), ct);
        }
        return new(path);
    }

    public async Task<IReadOnlyList<FolderFile>> ReadAsync(long limit, CancellationToken ct)
    {
        List<FolderFile> files = [];
        await AddAsync(new DirectoryInfo(Path), "", files, limit, ct);
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    public ValueTask DisposeAsync()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // a run still uses it, or it is gone: the workspace goes as a whole
        }
        return ValueTask.CompletedTask;
    }

    private static async Task AddAsync(DirectoryInfo directory, string prefix, List<FolderFile> files, long limit, CancellationToken ct)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos())
        {
            if (entry.LinkTarget is { } link)
                files.Add(new(prefix + entry.Name, null, 0, link));
            else if (entry is DirectoryInfo below)
                await AddAsync(below, $"{prefix}{entry.Name}/", files, limit, ct);
            else if (entry is FileInfo file)
                files.Add(new(prefix + entry.Name, await ContentAsync(file, limit, ct), file.Length) { Modified = file.LastWriteTimeUtc });
        }
    }

    // What has no length is not opened: a pipe would never end.
    private static async Task<ReadOnlyMemory<byte>?> ContentAsync(FileInfo file, long limit, CancellationToken ct) =>
        file.Length > limit ? null
        : file.Length == 0 ? ReadOnlyMemory<byte>.Empty
        : await File.ReadAllBytesAsync(file.FullName, ct);
}
