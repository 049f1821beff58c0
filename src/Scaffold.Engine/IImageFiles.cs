namespace Scaffold.Engine;

/// <summary>The files of an image, read without starting it.</summary>
public interface IImageFiles : IAsyncDisposable
{
    /// <summary>Facts on a path, symbolic links followed; null when there is no such file.</summary>
    Task<ImageFile?> StatAsync(string path, CancellationToken ct);

    /// <summary>At most <paramref name="limit"/> bytes of a file, symbolic links followed; null when there is none.</summary>
    Task<byte[]?> ReadAsync(string path, int limit, CancellationToken ct);

    /// <summary>Paths below a directory, relative to it; empty when there is none. Stops after <paramref name="limit"/> entries.</summary>
    Task<IReadOnlyList<string>> ListAsync(string directory, int limit, CancellationToken ct);
}

/// <summary>A file or directory in an image.</summary>
/// <param name="Path">Where it really is, links followed.</param>
/// <param name="Mode">Permission bits, as <c>chmod</c> takes them.</param>
public sealed record ImageFile(string Path, int Mode, long Size, bool IsDirectory);
