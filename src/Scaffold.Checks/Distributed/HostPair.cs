using Scaffold.Checks.Training;
using Scaffold.Engine;

namespace Scaffold.Checks.Distributed;

/// <summary>A training job on two hosts, algo-1 and algo-2, which reach each other by name and nothing else.</summary>
internal sealed class HostPair : IAsyncDisposable
{
    private static readonly string[] Names = ["algo-1", "algo-2"];
    private readonly Disposables _owned = new();

    private HostPair()
    {
    }

    /// <summary>algo-1: the first of the sorted names (DST-02).</summary>
    public TrainingJob Leader { get; private set; } = null!;

    /// <summary>algo-2.</summary>
    public TrainingJob Worker { get; private set; } = null!;

    /// <param name="delay">By how much the second host starts later.</param>
    public static async Task<HostPair> StartAsync(Subject subject, TrainingInputs inputs, TimeSpan delay, CancellationToken ct)
    {
        HostPair pair = new();
        try
        {
            pair._owned.Add(new Slot(await subject.TakeSlotAsync(ct))); // one for both
            var network = pair._owned.Add(await subject.Engine.CreateNetworkAsync(ct));
            pair.Leader = pair._owned.Add(await StartAsync(subject, inputs, Names[0], network, ct));
            await Task.Delay(delay, ct);
            pair.Worker = pair._owned.Add(await StartAsync(subject, inputs, Names[1], network, ct));
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    public async Task<(TrainingOutcome Leader, TrainingOutcome Worker)> WaitAsync(TimeSpan limit, CancellationToken ct)
    {
        var both = await Task.WhenAll(Leader.WaitAsync(limit, ct), Worker.WaitAsync(limit, ct));
        return (both[0], both[1]);
    }

    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private static Task<TrainingJob> StartAsync(Subject subject, TrainingInputs inputs, string name, INetwork network, CancellationToken ct) =>
        subject.Training.StartHostAsync(inputs with { Resources = TrainingInputs.ResourceConfig(name, Names), Hostname = name, Peers = network }, ct);

    private sealed class Slot(IDisposable slot) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            slot.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
