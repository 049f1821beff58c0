using System.Diagnostics;
using Scaffold.Engine;

namespace Scaffold.Checks.Processing;

/// <summary>A processing container on a throw-away /opt/ml; disposing removes both.</summary>
internal sealed class ProcessingJob : IAsyncDisposable
{
    private const int OutputLimit = 16 << 20, MessageLimit = 1 << 20;
    private readonly Subject _subject;
    private readonly Disposables _owned = new();
    private readonly Dictionary<string, IFolder> _outputs = [];
    private readonly IDisposable _slot;
    private readonly Stopwatch _clock = new();
    private IFolder _output = null!;

    private ProcessingJob(Subject subject, IDisposable slot) => (_subject, _slot) = (subject, slot);

    public IRun Run { get; private set; } = null!;

    public static async Task<ProcessingJob> StartAsync(Subject subject, ProcessingPlan plan, CancellationToken ct)
    {
        ProcessingJob job = new(subject, await subject.TakeSlotAsync(ct));
        try
        {
            await job.StartAsync(plan, ct);
            return job;
        }
        catch
        {
            await job.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for its end, or kills it once <paramref name="limit"/> has passed.</summary>
    public async Task<ProcessingOutcome> WaitAsync(TimeSpan limit, CancellationToken ct)
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

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _owned.DisposeAsync();
        }
        finally
        {
            _slot.Dispose();
        }
    }

    private async Task StartAsync(ProcessingPlan plan, CancellationToken ct)
    {
        var environment = _subject.Samples.Environment;
        List<Mount> mounts = [new(await FolderAsync(plan.ConfigFiles(_subject.Image!, environment), ct), "/opt/ml/config", ReadOnly: true)];
        foreach (var (place, files) in plan.Inputs)
            mounts.Add(new(await FolderAsync(files, ct), ProcessingPlaces.Input(place), ReadOnly: true));
        foreach (var place in plan.Outputs)
            mounts.Add(new(_outputs[place] = await FolderAsync([], ct), ProcessingPlaces.Output(place), ReadOnly: false));
        mounts.Add(new(_output = await FolderAsync([], ct), "/opt/ml/output", ReadOnly: false));

        _clock.Start();
        Run = _owned.Add(await _subject.Engine.StartAsync(
            new RunRequest(_subject.Image!, plan.Arguments ?? [])
            {
                Entrypoint = plan.Entrypoint,
                Environment = new Dictionary<string, string>(environment) { ["AWS_REGION"] = "us-east-1" },
                Mounts = mounts,
                Network = RunNetwork.Closed,
            },
            ct));
    }

    private async Task<IFolder> FolderAsync(IReadOnlyList<FolderFile> files, CancellationToken ct) =>
        _owned.Add(await _subject.Engine.CreateFolderAsync(_subject.Image!, files, ct));

    private async Task<ProcessingOutcome> CollectAsync(RunExit? exit, CancellationToken ct)
    {
        var took = exit?.Took ?? _clock.Elapsed;
        Dictionary<string, IReadOnlyList<FolderFile>> outputs = [];
        foreach (var (place, folder) in _outputs)
            outputs[place] = await folder.ReadAsync(OutputLimit, ct);
        var message = (await _output.ReadAsync(MessageLimit, ct)).FirstOrDefault(file => file.Path == "message");
        return new(exit, took, Run.Log.Lines, Run.RepeatCommand)
        {
            Outputs = outputs,
            Message = message is null ? default(ReadOnlyMemory<byte>?) : message.Content ?? ReadOnlyMemory<byte>.Empty,
        };
    }
}
