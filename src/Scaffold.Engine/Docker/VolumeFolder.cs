namespace Scaffold.Engine.Docker;

/// <summary>A folder kept in a volume of the engine, reached through a container that is never started: so it works on a remote engine, and nothing of root's lands on this host.</summary>
internal sealed class VolumeFolder : IFolder
{
    public const string MountPoint = "/sagemaker-container";

    private const int Attempts = 20;
    private readonly DockerSession _docker;
    private readonly string _image;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _handle;

    private VolumeFolder(DockerSession docker, string image, string volume) => (_docker, _image, Volume) = (docker, image, volume);

    // A tmpfs whose only inode is its own folder.
    private static readonly Dictionary<string, string> Full = new() { ["type"] = "tmpfs", ["device"] = "tmpfs", ["o"] = "size=4k,nr_inodes=1" };

    public string Volume { get; }

    // What is made here is made to the end, whatever the token says: a request cut short could leave a thing nobody knows of.
    public static async Task<VolumeFolder> CreateAsync(DockerSession docker, string image, IReadOnlyList<FolderFile> files, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var volume = await docker.Client.Volumes.CreateAsync(new() { Labels = docker.Labels }, CancellationToken.None);
        VolumeFolder folder = new(docker, image, volume.Name);
        if (files.Count > 0)
            await folder.WriteAsync(files, ct);
        return folder;
    }

    /// <summary>A folder in which no file can be made: the engine mounts it when a run does.</summary>
    public static async Task<VolumeFolder> CreateFullAsync(DockerSession docker, string image, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var volume = await docker.Client.Volumes.CreateAsync(new() { Driver = "local", DriverOpts = Full, Labels = docker.Labels }, CancellationToken.None);
        return new(docker, image, volume.Name);
    }

    public Task<IReadOnlyList<FolderFile>> ReadAsync(long limit, CancellationToken ct) => _docker.AskAsync(async () =>
    {
        for (var left = Attempts; ; left--)
        {
            var archive = await _docker.Client.Containers.GetArchiveFromContainerAsync(await HandleAsync(ct), new() { Path = MountPoint }, false, ct);
            await using var stream = archive.Stream!;
            try
            {
                return await FolderArchive.ReadAsync(stream, limit, ct);
            }
            catch (EndOfStreamException) when (left > 1)
            {
                // a run replaced a file just then
            }
        }
    });

    public async ValueTask DisposeAsync()
    {
        if (_handle is not null)
            await _docker.RemoveContainerAsync(_handle);
        await DockerSession.RemoveAsync(ct => _docker.Client.Volumes.RemoveAsync(Volume, true, ct));
        _gate.Dispose();
    }

    private async Task WriteAsync(IReadOnlyList<FolderFile> files, CancellationToken ct)
    {
        using MemoryStream archive = new();
        await FolderArchive.WriteAsync(files, archive, ct);
        archive.Position = 0;
        await _docker.Client.Containers.ExtractArchiveToContainerAsync(await HandleAsync(ct), new() { Path = MountPoint }, archive, ct);
    }

    private async Task<string> HandleAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            return _handle ??= await ContainerHandle.CreateAsync(_docker, _image, Volume, ct);
        }
        finally
        {
            _gate.Release();
        }
    }
}
