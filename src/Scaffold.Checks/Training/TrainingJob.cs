using System.Diagnostics;
using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>A training container on a throw-away /opt/ml; disposing removes both.</summary>
internal sealed class TrainingJob : IAsyncDisposable
{
    private const int FailureLimit = 1 << 20;
    private readonly Subject _subject;
    private readonly Disposables _owned = new();
    private readonly IDisposable? _slot;
    private readonly Stopwatch _clock = new();
    private IFolder _output = null!, _data = null!, _checkpoints = null!;
    private IDisposable? _span;
    private bool _readModel, _hasPeers;

    private TrainingJob(Subject subject, IDisposable? slot) => (_subject, _slot) = (subject, slot);

    public IRun Run { get; private set; } = null!;

    /// <summary>The folder at /opt/ml/model: its own, unless the inputs brought one.</summary>
    public IFolder Model { get; private set; } = null!;

    /// <summary>/opt/ml/input/config and each channel, by path in the container.</summary>
    public Dictionary<string, IFolder> Inputs { get; } = [];

    /// <param name="shared">Read-only channels at hand, made from the declared samples.</param>
    public static async Task<TrainingJob> StartAsync(
        Subject subject, TrainingInputs inputs, IReadOnlyDictionary<string, IFolder>? shared, CancellationToken ct) =>
        await StartAsync(subject, inputs, shared, await subject.TakeSlotAsync(ct), ct);

    /// <param name="slot">Given back when the job is disposed; null for a job that runs under another's.</param>
    public static async Task<TrainingJob> StartAsync(
        Subject subject, TrainingInputs inputs, IReadOnlyDictionary<string, IFolder>? shared, IDisposable? slot, CancellationToken ct)
    {
        var job = new TrainingJob(subject, slot);
        try
        {
            await job.StartAsync(inputs, shared, ct);
            return job;
        }
        catch
        {
            await job.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for its end, or kills it once <paramref name="limit"/> has passed.</summary>
    public async Task<TrainingOutcome> WaitAsync(TimeSpan limit, CancellationToken ct)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timed.CancelAfter(limit);
        RunExit? exit = null;
        try
        {
            exit = await Run.WaitAsync(timed.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            await Run.StopAsync(TimeSpan.Zero, ct);
        }
        return await CollectAsync(exit, ct);
    }

    /// <summary>Ends it as a lost host does: with SIGKILL, without warning.</summary>
    public async Task<TrainingOutcome> KillAsync(CancellationToken ct)
    {
        await Run.SignalAsync("SIGKILL", ct);
        return await CollectAsync(await Run.WaitAsync(ct), ct);
    }

    public async Task<TrainingOutcome> StopAsync(TimeSpan grace, CancellationToken ct) =>
        await CollectAsync(await Run.StopAsync(grace, ct), ct);

    /// <summary>Lets the next one run. What it left can be looked at until it is disposed.</summary>
    public void Release()
    {
        _span?.Dispose();
        _slot?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _owned.DisposeAsync();
        }
        finally
        {
            Release();
        }
    }

    private async Task StartAsync(TrainingInputs inputs, IReadOnlyDictionary<string, IFolder>? shared, CancellationToken ct)
    {
        var readOnly = !inputs.Conditions.WritableChannels;
        _hasPeers = inputs.Peers is not null;
        Inputs["/opt/ml/input/config"] = await FolderAsync(inputs.ConfigFiles(), ct);
        foreach (var (name, files) in inputs.Channels)
            Inputs[$"/opt/ml/input/data/{name}"] = readOnly && shared is not null ? shared[name] : await FolderAsync(files, ct);
        Model = inputs.Model ?? await FolderAsync([], ct);
        _output = await FolderAsync([], ct);
        _data = await FolderAsync([], ct);
        _checkpoints = inputs.Checkpoints ?? await FolderAsync([], ct);
        _readModel = inputs.Model is null;

        _clock.Start();
        _span = _subject.Runs.Start("train");
        Run = _owned.Add(await _subject.Engine.StartAsync(
            new RunRequest(_subject.Image!, ["train"])
            {
                Environment = Environment(_subject.Samples, inputs),
                Network = inputs.Peers is not null ? RunNetwork.Peers : inputs.Conditions.Network ? RunNetwork.Closed : RunNetwork.None,
                Peers = inputs.Peers,
                SharedMemory = (inputs.Conditions.LargeSharedMemory ? 1024L : 64L) << 20,
                Hostname = inputs.Hostname,
                Init = inputs.Init,
                Tty = inputs.Tty,
                Mounts =
                [
                    .. inputs.Data is { } data ? [new Mount(data, "/opt/ml/input/data", ReadOnly: false)] : Array.Empty<Mount>(),
                    .. Inputs.Select(input => new Mount(input.Value, input.Key, readOnly && input.Key.StartsWith("/opt/ml/input/data/", StringComparison.Ordinal))),
                    new(Model, "/opt/ml/model", ReadOnly: false),
                    new(_output, "/opt/ml/output", ReadOnly: false),
                    new(_data, "/opt/ml/output/data", ReadOnly: false),
                    new(_checkpoints, "/opt/ml/checkpoints", ReadOnly: false),
                    .. inputs.Code is { } code ? [new Mount(code, "/opt/ml/code", ReadOnly: false)] : Array.Empty<Mount>(),
                ],
            },
            ct));
    }

    // Contract §3.1.
    private static Dictionary<string, string> Environment(Samples samples, TrainingInputs inputs)
    {
        Dictionary<string, string> variables = new(samples.Environment);
        foreach (var (name, value) in inputs.Environment)
            variables[name] = value;
        variables["TRAINING_JOB_NAME"] = "verify-training";
        variables["TRAINING_JOB_ARN"] = "arn:aws:sagemaker:us-east-1:123456789012:training-job/verify-training";
        variables["AWS_REGION"] = "us-east-1";
        foreach (var name in inputs.Without)
            variables.Remove(name);
        return variables;
    }

    private async Task<IFolder> FolderAsync(IReadOnlyList<FolderFile> files, CancellationToken ct) =>
        _owned.Add(await _subject.Engine.CreateFolderAsync(_subject.Image!, files, ct));

    private async Task<TrainingOutcome> CollectAsync(RunExit? exit, CancellationToken ct)
    {
        var took = exit?.Took ?? _clock.Elapsed;
        var output = await _output.ReadAsync(FailureLimit, ct);
        return new TrainingOutcome(exit, took, Run.Log.Lines, Run.RepeatCommand)
        {
            Model = _readModel ? await Model.ReadAsync(_subject.Limits.ModelFile, ct) : [],
            Data = _hasPeers ? await _data.ReadAsync(0, ct) : [],
            Checkpoints = await _checkpoints.ReadAsync(0, ct),
            Failure = output.FirstOrDefault(file => file.Path == "failure") is { } file ? file.Content ?? ReadOnlyMemory<byte>.Empty : default(ReadOnlyMemory<byte>?),
        };
    }
}
