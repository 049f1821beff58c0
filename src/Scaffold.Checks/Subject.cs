using Scaffold.Engine;

namespace Scaffold.Checks;

/// <summary>What is being verified, and what several checks share of it: each shared thing is made once, on first use.</summary>
public sealed class Subject(IEngine engine, Samples samples, string name) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ImageConfig? _config;
    private IImageFiles? _files;

    public IEngine Engine { get; } = engine;
    public Samples Samples { get; } = samples;

    /// <summary>Path or image name, as reports show it.</summary>
    public string Name { get; } = name;

    /// <summary>The repository; null when an image alone is verified.</summary>
    public string? Directory { get; init; }

    /// <summary>The uses that are judged: some rules bind hosting only (C-03).</summary>
    public Profile Profiles { get; init; } = Profile.All;

    /// <summary>Set once built; what <see cref="RunRequest.Image"/> takes.</summary>
    public string? Image { get; set; }

    public async Task<ImageConfig> ConfigAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            return _config ??= await Engine.InspectAsync(Image!, ct)
                ?? throw new InvalidOperationException($"The engine has no image {Image}.");
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<IImageFiles> FilesAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            return _files ??= await Engine.OpenFilesAsync(Image!, ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_files is not null)
            await _files.DisposeAsync();
        _gate.Dispose();
    }
}
