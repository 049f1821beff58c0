using System.Formats.Tar;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Scaffold.Engine.Docker;

/// <summary>Files of an image, through a container that is never started.</summary>
internal sealed class DockerImageFiles(DockerSession docker, string container) : IImageFiles
{
    private const int MostLinks = 40; // as Linux

    // Bits of Go's FileMode, which the engine sends.
    private const uint GoDirectory = 1u << 31, GoLink = 1u << 27, GoSetuid = 1u << 23, GoSetgid = 1u << 22, GoSticky = 1u << 20;

    public async Task<ImageFile?> StatAsync(string path, CancellationToken ct)
    {
        for (var links = 0; links <= MostLinks; links++)
        {
            if (await OpenAsync(path, statOnly: true, ct) is not { Stat: { } stat })
                return null;
            if ((stat.Mode & GoLink) == 0)
                return new(path, PermissionsOf(stat.Mode), stat.Size, (stat.Mode & GoDirectory) != 0);
            path = Resolve(path, stat.LinkTarget);
        }
        return null;
    }

    public async Task<byte[]?> ReadAsync(string path, int limit, CancellationToken ct)
    {
        if (await StatAsync(path, ct) is not { IsDirectory: false } file || await OpenAsync(file.Path, statOnly: false, ct) is not { } archive)
            return null;
        await using var stream = archive.Stream!;
        await using TarReader tar = new(stream, leaveOpen: true);
        if (await tar.GetNextEntryAsync(copyData: false, ct) is not { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile } entry)
            return null;
        var content = new byte[Math.Min(limit, entry.Length)];
        if (entry.DataStream is { } data)
            await data.ReadExactlyAsync(content, ct);
        return content;
    }

    public async Task<IReadOnlyList<string>> ListAsync(string directory, int limit, CancellationToken ct)
    {
        if (await StatAsync(directory, ct) is not { IsDirectory: true } found || await OpenAsync(found.Path, statOnly: false, ct) is not { } archive)
            return [];
        List<string> paths = [];
        await using var stream = archive.Stream!;
        await using TarReader tar = new(stream, leaveOpen: true);
        while (paths.Count < limit && await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
        {
            if (FolderArchive.WithoutTop(entry.Name) is { Length: > 0 } path)
                paths.Add(path);
        }
        return paths;
    }

    public async ValueTask DisposeAsync() => await docker.RemoveContainerAsync(container);

    private Task<ContainerArchiveResponse?> OpenAsync(string path, bool statOnly, CancellationToken ct) => docker.AskAsync(async () =>
    {
        try
        {
            return await docker.Client.Containers.GetArchiveFromContainerAsync(container, new() { Path = path }, statOnly, ct);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound || (statOnly && e.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError))
        {
            return (ContainerArchiveResponse?)null; // also for a file where a directory should be, and for links in a circle: an answer to HEAD has no words
        }
    });

    private static int PermissionsOf(uint mode) => (int)(mode & 0b111_111_111)
        | ((mode & GoSetuid) != 0 ? 0b100_000_000_000 : 0)
        | ((mode & GoSetgid) != 0 ? 0b010_000_000_000 : 0)
        | ((mode & GoSticky) != 0 ? 0b001_000_000_000 : 0);

    private static string Resolve(string link, string target) =>
        target.StartsWith('/') ? target : $"{link[..link.TrimEnd('/').LastIndexOf('/')]}/{target}";
}
