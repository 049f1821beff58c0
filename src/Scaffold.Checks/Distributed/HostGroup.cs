using System.Diagnostics;
using Scaffold.Checks.Training;
using Scaffold.Engine;

namespace Scaffold.Checks.Distributed;

/// <summary>A training job on several hosts, algo-1, algo-2, …, which reach each other by name and nothing else.</summary>
internal sealed class HostGroup : IAsyncDisposable
{
    private const int LinesKept = 200;
    private readonly Disposables _owned = new();
    private readonly Stopwatch _clock = new();
    private readonly List<TrainingJob> _hosts = [];
    private readonly List<TimeSpan> _starts = [];
    private readonly List<JobMark> _marks = [];
    private INetwork _network = null!;
    private (TimeSpan At, int? Code)?[] _ends = [];

    private HostGroup()
    {
    }

    /// <summary>In the order of their numbers. algo-1, the leader, is the first of the sorted names as well (DST-02).</summary>
    public IReadOnlyList<TrainingJob> Hosts => _hosts;

    /// <param name="delay">By how much the last host starts later.</param>
    public static async Task<HostGroup> StartAsync(Subject subject, TrainingInputs inputs, TimeSpan delay, CancellationToken ct)
    {
        var count = subject.Samples.Hosts.Count;
        HostGroup group = new();
        try
        {
            group._owned.Add(new Slot(await subject.TakeSlotAsync(ct))); // one for all
            group._network = group._owned.Add(await subject.Engine.CreateNetworkAsync(ct));
            group._clock.Start();
            for (var number = 1; number <= count; number++)
            {
                if (number == count)
                    await Task.Delay(delay, ct);
                var host = inputs with { Resources = HostNames.ResourceConfig(number, subject.Samples.Hosts), Hostname = HostNames.Of(number), Peers = group._network };
                group._hosts.Add(group._owned.Add(await subject.Training.StartHostAsync(host, ct)));
                group._starts.Add(group._clock.Elapsed);
            }
            group._ends = new (TimeSpan, int?)?[count];
            return group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    public Task SignalAsync(int number, string signal, CancellationToken ct)
    {
        Mark($"{signal} to {HostNames.Of(number)}");
        return _hosts[number - 1].Run.SignalAsync(signal, ct);
    }

    /// <summary>No packet comes from the host or reaches it any more, and nothing tells the others so.</summary>
    public Task CutAsync(int number, CancellationToken ct)
    {
        Mark($"the network of {HostNames.Of(number)} is cut");
        return _network.CutAsync(_hosts[number - 1].Run, ct);
    }

    /// <summary>Waits for the end of a host, or kills it once <paramref name="limit"/> has passed.</summary>
    public async Task<TrainingOutcome> WaitAsync(int number, TimeSpan limit, CancellationToken ct)
    {
        var outcome = await _hosts[number - 1].WaitAsync(limit, ct);
        _ends[number - 1] = outcome.Exit is { } exit ? (_starts[number - 1] + exit.Took, exit.Code) : (_clock.Elapsed, null);
        return outcome;
    }

    public async Task<IReadOnlyList<TrainingOutcome>> WaitAsync(TimeSpan limit, CancellationToken ct) =>
        await Task.WhenAll(_hosts.Select((_, index) => WaitAsync(index + 1, limit, ct)));

    /// <summary>What was seen of it by now.</summary>
    public JobTrace Trace(string what) => new(what, [.. _hosts.Select((host, index) =>
        new HostTrace(HostNames.Of(index + 1), _starts[index], _ends[index]?.At ?? _clock.Elapsed, _ends[index]?.Code, [.. host.Run.Log.Lines.TakeLast(LinesKept)]))])
    {
        Marks = [.. _marks],
    };

    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private void Mark(string what) => _marks.Add(new(_clock.Elapsed, what));

    private sealed class Slot(IDisposable slot) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            slot.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
