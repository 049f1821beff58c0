namespace Scaffold.Engine;

/// <summary>A folder that outlives one run: a volume (docker) or a directory (process).</summary>
public interface IFolder : IAsyncDisposable
{
    /// <summary>Every regular file in it now, sorted by path. Files over <paramref name="limit"/> bytes come without content.</summary>
    Task<IReadOnlyList<FolderFile>> ReadAsync(long limit, CancellationToken ct);
}

/// <summary>A regular file in a folder, or a symbolic link.</summary>
/// <param name="Path">Relative to the folder, forward slashes.</param>
/// <param name="Content">Null when it was larger than the reader wanted.</param>
/// <param name="LinkTarget">Set when it is a symbolic link.</param>
public sealed record FolderFile(string Path, ReadOnlyMemory<byte>? Content, long Size = 0, string? LinkTarget = null)
{
    /// <summary>When it was last written, to the second; null when it was not read from a folder.</summary>
    public DateTimeOffset? Modified { get; init; }

    public static FolderFile Text(string path, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return new(path, bytes, bytes.Length);
    }
}
