using System.Formats.Tar;

namespace Scaffold.Engine;

/// <summary>Files of a folder to and from a tar archive.</summary>
internal static class FolderArchive
{
    private const int MostFiles = 100_000;
    private const long MostBytes = 4L << 30;

    /// <summary>Owned by root, readable for all: as SageMaker mounts channels and models.</summary>
    public static async Task WriteAsync(IEnumerable<FolderFile> files, Stream to, CancellationToken ct)
    {
        await using TarWriter tar = new(to, TarEntryFormat.Pax, leaveOpen: true);
        HashSet<string> directories = [];
        foreach (var file in files)
        {
            foreach (var directory in ParentsOf(file.Path).Where(directories.Add))
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, directory + "/") { Mode = (UnixFileMode)0b111_101_101 }, ct);
            await tar.WriteEntryAsync(EntryOf(file), ct);
        }
    }

    /// <summary>Regular files and links, without the archive's first folder; sorted by path. Bounded: an archive from a container is hostile.</summary>
    /// <exception cref="EndOfStreamException">The archive ends within a file: the engine cuts it where a file was changed while it was read.</exception>
    public static async Task<IReadOnlyList<FolderFile>> ReadAsync(Stream from, long limit, CancellationToken ct)
    {
        SortedDictionary<string, FolderFile> files = new(StringComparer.Ordinal);
        await using TarReader tar = new(from, leaveOpen: true);
        for (var kept = 0L; files.Count < MostFiles && await NextAsync(tar, from, ct) is { } entry;)
        {
            var path = WithoutTop(entry.Name);
            switch (entry.EntryType)
            {
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                    var keep = entry.Length <= Math.Min(limit, MostBytes - kept);
                    files[path] = new(path, keep ? (ReadOnlyMemory<byte>?)await ContentAsync(entry, ct) : null, entry.Length) { Modified = entry.ModificationTime };
                    kept += keep ? entry.Length : 0;
                    break;
                case TarEntryType.HardLink when files.TryGetValue(WithoutTop(entry.LinkName), out var first):
                    files[path] = first with { Path = path };
                    break;
                case TarEntryType.SymbolicLink:
                    files[path] = new(path, null, 0, entry.LinkName);
                    break;
            }
        }
        return [.. files.Values];
    }

    private static async ValueTask<TarEntry?> NextAsync(TarReader tar, Stream from, CancellationToken ct)
    {
        try
        {
            return await tar.GetNextEntryAsync(copyData: false, ct);
        }
        catch (ArgumentException e) when (!from.CanRead) // how the client's stream says that it ended, directly after a file's header
        {
            throw new EndOfStreamException("The archive ends within a file.", e);
        }
    }

    public static string WithoutTop(string name) => name.IndexOf('/') is >= 0 and var end ? name[(end + 1)..].TrimEnd('/') : "";

    private static PaxTarEntry EntryOf(FolderFile file) => file.LinkTarget is { } target
        ? new(TarEntryType.SymbolicLink, file.Path) { LinkName = target }
        : new(TarEntryType.RegularFile, file.Path)
        {
            Mode = (UnixFileMode)0b110_100_100,
            DataStream = new MemoryStream((file.Content ?? throw new ArgumentException($"{file.Path} has no content.")).ToArray()),
        };

    private static async Task<byte[]> ContentAsync(TarEntry entry, CancellationToken ct)
    {
        var content = new byte[entry.Length];
        if (entry.DataStream is { } data)
            await data.ReadExactlyAsync(content, ct);
        return content;
    }

    private static IEnumerable<string> ParentsOf(string path)
    {
        for (var end = path.IndexOf('/'); end > 0; end = path.IndexOf('/', end + 1))
            yield return path[..end];
    }
}
