using Scaffold.Checks.Packing;
using Scaffold.Engine;

namespace Scaffold.Checks.Serving;

/// <summary>Serving containers of a subject: two are shared, the rest belong to the check that spoils them.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private readonly Subject _subject;
    private readonly Once<ServedModel> _model;
    private readonly Once<Server> _idle;
    private readonly Once<Server> _working;
    private readonly Disposables _owned = new();

    public Servers(Subject subject, CancellationToken end)
    {
        _subject = subject;
        _model = new(() => MakeModelAsync(end));
        _idle = new(() => MakeAsync(askAtOnce: false, end));
        _working = new(() => MakeAsync(askAtOnce: true, end));
    }

    /// <summary>What lies in /opt/ml/model: packed by training and unpacked again, or declared.</summary>
    public Task<ServedModel> ModelAsync(CancellationToken ct) => _model.GetAsync(ct);

    /// <summary>The container that gets nothing but pings, so that they measure it and not our load.</summary>
    /// <param name="mine">The caller judges its start.</param>
    public async Task<Server> IdleAsync(CancellationToken ct, bool mine = false)
    {
        await ModelAsync(ct);
        return await _idle.GetAsync(ct, mine);
    }

    /// <summary>The container that takes the requests, ready or not.</summary>
    /// <param name="mine">The caller judges its start.</param>
    public async Task<Server> WorkingAsync(CancellationToken ct, bool mine = false)
    {
        await ModelAsync(ct);
        return await _working.GetAsync(ct, mine);
    }

    /// <summary>The working container, for checks that mean nothing unless it is ready.</summary>
    public async Task<Server> ReadyAsync(CancellationToken ct)
    {
        var server = await WorkingAsync(ct);
        return server.IsReady ? server : throw NeverReady;
    }

    /// <summary>A container of the check's own, ready.</summary>
    public Task<Server> StartReadyAsync(CancellationToken ct) => StartReadyAsync(request => request, ct);

    /// <summary>A container of the check's own, ready, started in a way of its own that every sound image copes with.</summary>
    public async Task<Server> StartReadyAsync(Func<RunRequest, RunRequest> changed, CancellationToken ct)
    {
        await ReadyAsync(ct); // so that a server that cannot start is waited for once
        var server = await StartAsync(changed, ct);
        if (await server.WaitAsync(_subject.Limits.Startup, ct) is Readiness.Ready)
            return server;
        await server.DisposeAsync();
        throw NeverReady;
    }

    /// <summary>A container of the check's own, on any model.</summary>
    /// <param name="model">Null for no /opt/ml/model at all.</param>
    public async Task<Server> StartAsync(IFolder? model, CancellationToken ct) =>
        await Server.StartAsync(_subject, Server.RequestOf(_subject, model), await _subject.TakeSlotAsync(ct), ct);

    /// <summary>A container of the check's own, in another mode: on no model but what <paramref name="change"/> mounts.</summary>
    public async Task<Server> StartBareAsync(Func<RunRequest, RunRequest> change, CancellationToken ct) =>
        await Server.StartAsync(_subject, change(Server.RequestOf(_subject, model: null)), await _subject.TakeSlotAsync(ct), ct);

    /// <summary>A container of the check's own, started in a way of its own; the caller judges its start.</summary>
    public async Task<Server> StartAsync(Func<RunRequest, RunRequest> changed, CancellationToken ct)
    {
        var request = changed(Server.RequestOf(_subject, (await ModelAsync(ct)).Folder));
        return await Server.StartAsync(_subject, request, await _subject.TakeSlotAsync(ct), ct);
    }

    /// <summary>How long a container is watched that may never become ready: so many times as long as the working one needed.</summary>
    public async Task<TimeSpan> PatienceAsync(int times, TimeSpan atLeast, CancellationToken ct)
    {
        var normal = times * (await ReadyAsync(ct)).Readiness.After;
        return normal > atLeast ? normal : atLeast;
    }

    public async ValueTask DisposeAsync()
    {
        await _working.SettleAsync();
        await _idle.SettleAsync();
        await _model.SettleAsync();
        await _owned.DisposeAsync();
    }

    // Also where training is not judged, a model is needed; the image of one stage among others may be unable to train it.
    private bool Trains => _subject.Trainer.Profiles.HasFlag(Profile.Train) || (_subject.Samples.Model is null && _subject.Trainer.Target is null);

    private static PrerequisiteException NeverReady => new("C-62", "the server never became ready");

    private async Task<Server> MakeAsync(bool askAtOnce, CancellationToken ct)
    {
        var model = await ModelAsync(ct);
        var server = _owned.Add(await Server.StartAsync(_subject, Server.RequestOf(_subject, model.Folder), slot: null, ct));
        if (await server.WaitAsync(_subject.Limits.Startup, ct) is Readiness.Ready && askAtOnce && _subject.Samples.Requests is [var sample, ..])
            server.First = await server.InvokeAsync(sample, ct);
        return server;
    }

    private async Task<ServedModel> MakeModelAsync(CancellationToken ct)
    {
        if (_subject.Samples.Channels is null || !Trains)
        {
            var declared = _subject.Samples.Model
                ?? throw new PrerequisiteException(null, "no model is declared and none is trained", "Declare it: --data CHANNEL=FOLDER or --model PATH, or channels or a model in samples/verify.json.");
            return new(await FolderAsync(declared, ct), declared, Archive: null);
        }

        var baseline = await _subject.Trainer.Training.PassingBaselineAsync(ct);
        if (baseline.Outcome.Model.Any(file => file is { Content: null, LinkTarget: null }))
            return new(baseline.Model, baseline.Outcome.Model, Archive: null);
        var archive = ModelArchive.Pack(baseline.Outcome.Model);
        var unpacked = ModelArchive.Unpack(archive);
        return new(await FolderAsync(unpacked, ct), unpacked, archive);
    }

    private async Task<IFolder> FolderAsync(IReadOnlyList<FolderFile> files, CancellationToken ct) =>
        _owned.Add(await _subject.Engine.CreateFolderAsync(_subject.Image!, files, ct));
}

/// <summary>The content of /opt/ml/model.</summary>
/// <param name="Folder">It, shared by every container: it is mounted read-only.</param>
/// <param name="Archive">model.tar.gz as SageMaker would pack it; null when the model is declared or too large to pack here.</param>
internal sealed record ServedModel(IFolder Folder, IReadOnlyList<FolderFile> Files, byte[]? Archive);
