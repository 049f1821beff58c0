using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>Training runs of a subject; the normal one is made once and shared.</summary>
internal sealed class TrainingRuns : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);
    private readonly Subject _subject;
    private readonly Once<Dictionary<string, IFolder>> _channels;
    private readonly Once<Baseline> _baseline;
    private readonly Once<TrainingOutcome> _repeat;
    private readonly Once<StoppedRun> _stopped;
    private readonly Disposables _owned = new();

    public TrainingRuns(Subject subject, CancellationToken end)
    {
        _subject = subject;
        _channels = new(() => MakeChannelsAsync(end));
        _baseline = new(() => MakeBaselineAsync(end));
        _repeat = new(async () => await RunAsync(await InputsAsync(end), end));
        _stopped = new(() => StoppedRun.MakeAsync(subject, end));
    }

    /// <param name="mine">The caller judges this run.</param>
    public Task<Baseline> BaselineAsync(CancellationToken ct, bool mine = false) => _baseline.GetAsync(ct, mine);

    /// <summary>The normal run, for checks that mean nothing unless it works.</summary>
    public async Task<Baseline> PassingBaselineAsync(CancellationToken ct)
    {
        var baseline = await BaselineAsync(ct);
        return baseline.Outcome.Trained ? baseline : throw new PrerequisiteException("C-40", "the normal training run does not work");
    }

    /// <summary>The normal run a second time: equal models prove that training is deterministic.</summary>
    /// <param name="mine">The caller judges this run.</param>
    public Task<TrainingOutcome> RepeatAsync(CancellationToken ct, bool mine = false) => _repeat.GetAsync(ct, mine);

    /// <summary>Inputs of the normal run, under the conditions under which it works.</summary>
    public async Task<TrainingInputs> InputsAsync(CancellationToken ct) =>
        TrainingInputs.For(_subject.Samples) with { Conditions = (await PassingBaselineAsync(ct)).Conditions };

    public async Task<TrainingJob> StartAsync(TrainingInputs inputs, CancellationToken ct) =>
        await TrainingJob.StartAsync(_subject, inputs, await SharedAsync(inputs, ct), ct);

    /// <summary>One host of several, under the slot that the caller took for all of them.</summary>
    public async Task<TrainingJob> StartHostAsync(TrainingInputs inputs, CancellationToken ct) =>
        await TrainingJob.StartAsync(_subject, inputs, await SharedAsync(inputs, ct), slot: null, ct);

    /// <summary>A long run that was stopped in its middle.</summary>
    public Task<StoppedRun> StoppedAsync(CancellationToken ct) => _stopped.GetAsync(ct);

    /// <summary>Inputs of a run that is long enough to be stopped in its middle.</summary>
    public async Task<TrainingInputs> LongInputsAsync(CancellationToken ct)
    {
        var inputs = await InputsAsync(ct);
        var took = (await PassingBaselineAsync(ct)).Outcome.Took;
        return _subject.Samples.LongHyperparameters is { } longer ? inputs with { Hyperparameters = TrainingInputs.Strings(longer) }
            : took >= Long ? inputs
            : throw new PrerequisiteException(null, $"training takes {took.TotalSeconds:0.0} s, too short to be stopped in its middle", "Declare longHyperparameters in samples/verify.json.");
    }

    /// <summary>How long to wait for what a long run does early: it starts no slower than the normal one.</summary>
    public async Task<TimeSpan> PatienceAsync(CancellationToken ct)
    {
        var patience = Long + (2 * (await PassingBaselineAsync(ct)).Outcome.Took);
        return patience < _subject.Limits.Training ? patience : _subject.Limits.Training;
    }

    public async Task<TrainingOutcome> RunAsync(TrainingInputs inputs, CancellationToken ct)
    {
        await using var job = await StartAsync(inputs, ct);
        return await job.WaitAsync(_subject.Limits.Training, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.SettleAsync();
        await _repeat.SettleAsync();
        await _baseline.SettleAsync();
        await _channels.SettleAsync();
        await _owned.DisposeAsync();
    }

    private async Task<Dictionary<string, IFolder>?> SharedAsync(TrainingInputs inputs, CancellationToken ct) =>
        ReferenceEquals(inputs.Channels, _subject.Samples.Channels) ? await _channels.GetAsync(ct) : null;

    private async Task<Dictionary<string, IFolder>> MakeChannelsAsync(CancellationToken ct)
    {
        Dictionary<string, IFolder> folders = [];
        foreach (var (name, files) in _subject.Samples.Channels!)
            folders[name] = _owned.Add(await _subject.Engine.CreateFolderAsync(_subject.Image!, files, ct));
        return folders;
    }

    // When the normal run fails, a second one with every comfort tells whether SageMaker's conditions are the cause: then C-41
    // reports those, and the other checks go on with what works.
    private async Task<Baseline> MakeBaselineAsync(CancellationToken ct)
    {
        var strict = await TrainAsync(Conditions.Strict, ct);
        if (strict.Outcome.Trained || strict.Outcome.Exit is null or { StartFault: not null } or { OutOfMemory: true } or { Code: 126 or 127 } || !_subject.Engine.Can.Networks)
            return strict;
        var relaxed = await TrainAsync(Conditions.Relaxed, ct);
        return relaxed.Outcome.Trained ? relaxed with { StrictFault = strict.Outcome } : strict;
    }

    private async Task<Baseline> TrainAsync(Conditions conditions, CancellationToken ct)
    {
        var job = _owned.Add(await StartAsync(TrainingInputs.For(_subject.Samples) with { Conditions = conditions }, ct));
        try
        {
            return new(await job.WaitAsync(_subject.Limits.Training, ct), conditions, job.Model, job.Run);
        }
        finally
        {
            job.Release();
        }
    }
}

/// <summary>The normal training run.</summary>
/// <param name="Model">The folder it left, kept until the end.</param>
/// <param name="Run">Its container, over, kept until the end: to ask what it changed takes an engine long, and one check alone wants it.</param>
internal sealed record Baseline(TrainingOutcome Outcome, Conditions Conditions, IFolder Model, IRun Run)
{
    /// <summary>What came of it under SageMaker's conditions, when it works only with comforts.</summary>
    public TrainingOutcome? StrictFault { get; init; }
}
