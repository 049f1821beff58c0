namespace Scaffold.Engine;

/// <summary>Where a container is built and run: a Docker engine, or processes on this host.</summary>
/// <remarks>Everything an engine starts carries one run label and is gone once the engine is disposed.</remarks>
public interface IEngine : IAsyncDisposable
{
    /// <summary><c>docker</c> or <c>process</c>, as reports and <c>--engine</c> name it.</summary>
    string Name { get; }

    /// <summary>What this engine can show; a check that needs more says skip, with the reason.</summary>
    EngineAbilities Can { get; }

    /// <summary>Builds a repository into an image (docker) or a folder of programs (process).</summary>
    Task<BuildOutcome> BuildAsync(BuildRequest request, IProgress<string> log, CancellationToken ct);

    /// <summary>The configuration of an image this engine has; null when it has none of that name.</summary>
    Task<ImageConfig?> InspectAsync(string image, CancellationToken ct);

    /// <summary>What made an image, step by step, oldest first; empty when this engine does not tell.</summary>
    Task<IReadOnlyList<ImageLayer>> HistoryAsync(string image, CancellationToken ct);

    /// <summary>What a push of an image would send; null when this engine does not tell.</summary>
    Task<ImageManifest?> ManifestAsync(string image, CancellationToken ct);

    /// <summary>Opens the files of an image without starting it. Needs <see cref="EngineAbilities.Images"/>.</summary>
    Task<IImageFiles> OpenFilesAsync(string image, CancellationToken ct);

    /// <summary>Makes a folder (a volume, a directory) that runs can mount below /opt/ml.</summary>
    /// <param name="image">An image at hand, which some engines need to fill the folder.</param>
    Task<IFolder> CreateFolderAsync(string image, IReadOnlyList<FolderFile> files, CancellationToken ct);

    /// <summary>Makes a network for runs that belong together. Needs <see cref="EngineAbilities.Networks"/>.</summary>
    Task<INetwork> CreateNetworkAsync(CancellationToken ct);

    /// <summary>Makes a folder in which no file can be made, as on a full disk; null when the engine has none. A run that mounts it may be unable to start.</summary>
    Task<IFolder?> CreateFullFolderAsync(string image, CancellationToken ct);

    /// <summary>Starts a container (docker) or the emitted program of that name (process).</summary>
    Task<IRun> StartAsync(RunRequest request, CancellationToken ct);
}
