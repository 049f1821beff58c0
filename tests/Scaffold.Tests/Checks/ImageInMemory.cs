using System.Text;
using Scaffold.Checks;
using Scaffold.Engine;

namespace Scaffold.Tests.Checks;

/// <summary>An image that exists in memory only, for checks that do no more than read one.</summary>
internal sealed class ImageInMemory(ImageConfig config) : IEngine, IImageFiles
{
    private readonly Dictionary<string, (byte[] Content, int Mode)> _files = [];

    public string Name => "memory";

    public EngineAbilities Can { get; init; } = EngineAbilities.All;

    /// <summary>Images by name that are there beside the one in question.</summary>
    public Dictionary<string, ImageConfig> Others { get; } = [];

    public IReadOnlyList<ImageLayer> History { get; init; } = [];

    public ImageManifest? Manifest { get; init; }

    public ImageInMemory With(string path, string text = "\u007fELF", int mode = 0x1ED) => With(path, Encoding.UTF8.GetBytes(text), mode);

    public ImageInMemory With(string path, byte[] content, int mode = 0x1ED)
    {
        _files[path] = (content, mode);
        return this;
    }

    /// <summary>This image as what is verified, without a repository.</summary>
    public Subject Subject(Profile profiles = Profile.Default) => new(this, new(), "image") { Image = "image", Profiles = profiles };

    public Task<ImageConfig?> InspectAsync(string image, CancellationToken ct) =>
        Task.FromResult(image == "image" ? config : Others.GetValueOrDefault(image));

    public Task<IReadOnlyList<ImageLayer>> HistoryAsync(string image, CancellationToken ct) => Task.FromResult(History);

    public Task<ImageManifest?> ManifestAsync(string image, CancellationToken ct) => Task.FromResult(Manifest);

    public Task<IImageFiles> OpenFilesAsync(string image, CancellationToken ct) => Task.FromResult<IImageFiles>(this);

    public Task<ImageFile?> StatAsync(string path, CancellationToken ct) => Task.FromResult(
        _files.TryGetValue(path, out var file) ? new ImageFile(path, file.Mode, file.Content.Length, false)
        : _files.Keys.Any(key => key.StartsWith(path + "/", StringComparison.Ordinal)) ? new ImageFile(path, 0x1ED, 0, true)
        : null);

    public Task<byte[]?> ReadAsync(string path, int limit, CancellationToken ct) => Task.FromResult(_files.TryGetValue(path, out var file) ? file.Content : null);

    public Task<IReadOnlyList<string>> ListAsync(string directory, int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>(
        [.. _files.Keys.Where(key => key.StartsWith(directory + "/", StringComparison.Ordinal)).Select(key => key[(directory.Length + 1)..].TrimEnd('/'))]);

    public Task<BuildOutcome> BuildAsync(BuildRequest request, IProgress<string> log, CancellationToken ct) => throw new NotSupportedException();

    public Task<IFolder> CreateFolderAsync(string image, IReadOnlyList<FolderFile> files, CancellationToken ct) => throw new NotSupportedException();

    public Task<INetwork> CreateNetworkAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task<IFolder?> CreateFullFolderAsync(string image, CancellationToken ct) => throw new NotSupportedException();

    public Task<IRun> StartAsync(RunRequest request, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
