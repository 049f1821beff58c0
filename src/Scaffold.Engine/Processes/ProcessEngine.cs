using System.Collections.Concurrent;
using System.Diagnostics;
using Scaffold.Core.Problems;

namespace Scaffold.Engine.Processes;

/// <summary>No containers: the emitted programs run on this host below a temporary base directory.</summary>
internal sealed class ProcessEngine : IEngine
{
    private readonly Workspace _workspace = Workspace.Create();
    private readonly ConcurrentDictionary<string, Programs> _built = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<ProcessRun> _runs = [];

    private ProcessEngine()
    {
    }

    public string Name => "process";
    public EngineAbilities Can => EngineAbilities.None;

    public static ProcessEngine Create() => OperatingSystem.IsWindows()
        ? throw new UserErrorException(new("SM107", "The process engine needs Linux or macOS: Windows cannot send a program the signals that SageMaker sends.",
            "--engine process", "Start Docker Desktop and use --engine docker, or run this inside WSL.", ExitCode.NoEngine))
        : new();

    public async Task<BuildOutcome> BuildAsync(BuildRequest request, IProgress<string> log, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var repository = Repository.Read(Path.GetFullPath(request.Directory));
        var (programs, failure) = await ProgramBuild.Of(repository, _workspace.NewFolder("build"), log).RunAsync(ct);
        if (programs is null)
            return failure!;
        _built[programs.Directory] = programs;
        return new BuildOutcome.Built(programs.Directory, clock.Elapsed);
    }

    public Task<ImageConfig?> InspectAsync(string image, CancellationToken ct) => Task.FromResult<ImageConfig?>(null);

    public Task<IReadOnlyList<ImageLayer>> HistoryAsync(string image, CancellationToken ct) => Task.FromResult<IReadOnlyList<ImageLayer>>([]);

    public Task<ImageManifest?> ManifestAsync(string image, CancellationToken ct) => Task.FromResult<ImageManifest?>(null);

    public Task<IImageFiles> OpenFilesAsync(string image, CancellationToken ct) => throw new NotSupportedException("The process engine has no images.");

    public async Task<IFolder> CreateFolderAsync(string image, IReadOnlyList<FolderFile> files, CancellationToken ct) =>
        await DirectoryFolder.CreateAsync(_workspace.NewFolder("folder"), files, ct);

    public Task<INetwork> CreateNetworkAsync(CancellationToken ct) => throw new NotSupportedException("The process engine has no networks.");

    public Task<IFolder?> CreateFullFolderAsync(string image, CancellationToken ct) => Task.FromResult<IFolder?>(null);

    public Task<IRun> StartAsync(RunRequest request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var programs = _built.GetValueOrDefault(request.Image)
            ?? throw new UserErrorException(new("SM104", $"The process engine cannot run image '{request.Image}'.", "--engine process", "Use --engine docker.", ExitCode.Usage));
        var home = _workspace.NewFolder("run");
        var run = ProcessRun.Start(new(programs, request, home), home);
        _runs.Add(run);
        return Task.FromResult<IRun>(run);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_runs.Select(run => run.DisposeAsync().AsTask()));
        _workspace.Dispose();
    }
}
