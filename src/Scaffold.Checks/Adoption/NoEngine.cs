using Scaffold.Engine;

namespace Scaffold.Checks.Adoption;

/// <summary>Where nothing is built and started: only files are judged.</summary>
internal sealed class NoEngine : IEngine
{
    public string Name => "none";

    public EngineAbilities Can => EngineAbilities.None;

    public Task<BuildOutcome> BuildAsync(BuildRequest request, IProgress<string> log, CancellationToken ct) => throw Nothing();

    public Task<ImageConfig?> InspectAsync(string image, CancellationToken ct) => Task.FromResult<ImageConfig?>(null);

    public Task<IReadOnlyList<ImageLayer>> HistoryAsync(string image, CancellationToken ct) => Task.FromResult<IReadOnlyList<ImageLayer>>([]);

    public Task<ImageManifest?> ManifestAsync(string image, CancellationToken ct) => Task.FromResult<ImageManifest?>(null);

    public Task<IImageFiles> OpenFilesAsync(string image, CancellationToken ct) => throw Nothing();

    public Task<IFolder> CreateFolderAsync(string image, IReadOnlyList<FolderFile> files, CancellationToken ct) => throw Nothing();

    public Task<INetwork> CreateNetworkAsync(CancellationToken ct) => throw Nothing();

    public Task<IFolder?> CreateFullFolderAsync(string image, CancellationToken ct) => Task.FromResult<IFolder?>(null);

    public Task<IRun> StartAsync(RunRequest request, CancellationToken ct) => throw Nothing();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static NotSupportedException Nothing() => new("Only files are judged here.");
}
