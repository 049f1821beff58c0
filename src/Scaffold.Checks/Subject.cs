using System.Diagnostics;
using Scaffold.Checks.Processing;
using Scaffold.Checks.Serving;
using Scaffold.Checks.Training;
using Scaffold.Engine;

namespace Scaffold.Checks;

/// <summary>What is being verified, and what several checks share of it: each shared thing is made once, on first use.</summary>
public sealed class Subject : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SemaphoreSlim _slots = new(2, 2);
    private ImageConfig? _config;
    private IImageFiles? _files;

    public Subject(IEngine engine, Samples samples, string name)
    {
        Engine = engine;
        Samples = samples;
        Name = name;
        Training = new TrainingRuns(this, _end.Token);
        Processing = new ProcessingRuns(this, _end.Token);
        Servers = new Servers(this, _end.Token);
    }

    public IEngine Engine { get; }
    public Samples Samples { get; }

    /// <summary>Path or image name, as reports show it.</summary>
    public string Name { get; }

    /// <summary>The repository; null when an image alone is verified.</summary>
    public string? Directory { get; init; }

    /// <summary>The uses that are judged: some rules bind hosting only (C-03). What the image itself tells is added once it is built.</summary>
    public Profile Profiles { get; set; } = Profile.Default;

    /// <summary>The stage of the Dockerfile that becomes the image; null for the last.</summary>
    public string? Target { get; init; }

    /// <summary>The image that trains what this one serves: itself, unless the repository has one for each.</summary>
    public Subject Trainer { get => field ?? this; init; }

    /// <summary>Set once built; what <see cref="RunRequest.Image"/> takes.</summary>
    public string? Image { get; set; }

    public Limits Limits { get; init; } = Limits.Default;

    internal RunBook Runs { get; init; } = new(Stopwatch.StartNew());

    internal TrainingRuns Training { get; }

    internal ProcessingRuns Processing { get; }

    internal Servers Servers { get; }

    /// <summary>Waits for leave to start a container of one's own: two at once, so that what is measured does not drown in our own load.</summary>
    internal async Task<IDisposable> TakeSlotAsync(CancellationToken ct)
    {
        using (Waiting.Wait())
            await _slots.WaitAsync(ct);
        return new Slot(_slots);
    }

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
        await _end.CancelAsync();
        await Servers.DisposeAsync();
        await Training.DisposeAsync();
        await Processing.DisposeAsync();
        if (_files is not null)
            await _files.DisposeAsync();
        _gate.Dispose();
        _slots.Dispose();
        _end.Dispose();
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        private readonly Waiting.Scope _work = Waiting.Work();
        private int _released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) != 0)
                return;
            _work.Dispose();
            slots.Release();
        }
    }
}
