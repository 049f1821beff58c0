using System.Collections.Concurrent;
using Docker.DotNet;

namespace Scaffold.Engine.Docker;

/// <summary>Any engine that speaks Docker's API, near or far: nothing of this host is mounted, folders are volumes.</summary>
internal sealed class DockerEngine : IEngine
{
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(60), SweepTime = TimeSpan.FromSeconds(10);

    private readonly DockerSession _docker;
    private readonly ConcurrentDictionary<string, string> _built = new(StringComparer.Ordinal);

    private DockerEngine(DockerSession docker) => _docker = docker;

    /// <summary>What everything it makes is labelled with.</summary>
    public RunId Run => _docker.Run;

    public string Name => "docker";
    public EngineAbilities Can => EngineAbilities.All;

    /// <summary>Takes over the client, and first removes what killed runs left on its engine.</summary>
    public static async Task<DockerEngine> CreateAsync(IDockerClient client, DockerEndpoint endpoint, CancellationToken ct)
    {
        DockerEngine engine = new(new(client, endpoint, RunId.New()));
        using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
        time.CancelAfter(SweepTime);
        try
        {
            await Leftovers.RemoveAsync(client, run => run.IsAbandoned, time.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && (e is OperationCanceledException or DockerApiException || DockerSession.IsLost(e)))
        {
            // the next run sweeps again
        }
        return engine;
    }

    public async Task<BuildOutcome> BuildAsync(BuildRequest request, IProgress<string> log, CancellationToken ct)
    {
        var outcome = await _docker.AskAsync(() => new DockerBuild(_docker).RunAsync(request, log, ct));
        if (outcome is BuildOutcome.Built { Image: var image } && request.Tag is null)
            _built[image] = $"$({RepeatCommand.Build(request).Replace("docker build", "docker build -q", StringComparison.Ordinal)})";
        return outcome;
    }

    public Task<ImageConfig?> InspectAsync(string image, CancellationToken ct) => _docker.AskAsync(async () =>
    {
        try
        {
            return ImageConfigs.From(await _docker.Client.Images.InspectImageAsync(image, ct));
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    });

    public Task<IReadOnlyList<ImageLayer>> HistoryAsync(string image, CancellationToken ct) => _docker.AskAsync<IReadOnlyList<ImageLayer>>(async () =>
    {
        try
        {
            return [.. (await _docker.Client.Images.GetImageHistoryAsync(image, ct)).Reverse().Select(step => new ImageLayer(step.CreatedBy ?? "", step.Size))];
        }
        catch (DockerImageNotFoundException)
        {
            return [];
        }
    });

    public Task<ImageManifest?> ManifestAsync(string image, CancellationToken ct) => _docker.AskAsync(() => new ImageManifests(_docker.Client).FindAsync(image, ct));

    public Task<IImageFiles> OpenFilesAsync(string image, CancellationToken ct) => _docker.AskAsync<IImageFiles>(async () =>
        new DockerImageFiles(_docker, await ContainerHandle.CreateAsync(_docker, image, volume: null, ct)));

    public Task<IFolder> CreateFolderAsync(string image, IReadOnlyList<FolderFile> files, CancellationToken ct) => _docker.AskAsync<IFolder>(async () =>
        await VolumeFolder.CreateAsync(_docker, image, files, ct));

    public Task<INetwork> CreateNetworkAsync(CancellationToken ct) => _docker.AskAsync<INetwork>(async () => await PeerNetwork.CreateAsync(_docker, ct));

    public Task<IFolder?> CreateFullFolderAsync(string image, CancellationToken ct) => _docker.AskAsync<IFolder?>(async () =>
    {
        try
        {
            return await VolumeFolder.CreateFullAsync(_docker, image, ct);
        }
        catch (DockerApiException)
        {
            return null; // not every engine has options for volumes
        }
    });

    public Task<IRun> StartAsync(RunRequest request, CancellationToken ct) => _docker.AskAsync<IRun>(async () =>
        await DockerRun.StartAsync(_docker, request, RepeatCommand.Run(request, _built.GetValueOrDefault(request.Image) ?? RepeatCommand.Quote(request.Image)), ct));

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource time = new(CleanUpTime);
        try
        {
            while (!await Leftovers.RemoveAsync(_docker.Client, run => run == _docker.Run, time.Token))
                await Task.Delay(200, time.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or DockerApiException || DockerSession.IsLost(e))
        {
            // an engine that went away: the next run on it sweeps
        }
        _docker.Dispose();
    }
}
