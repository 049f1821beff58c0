using Scaffold.Checks.Training;

namespace Scaffold.Checks.Distributed;

/// <summary>A training job on several hosts, algo-1, algo-2, …, which reach each other by name and nothing else.</summary>
internal sealed class HostGroup : IAsyncDisposable
{
    private readonly Disposables _owned = new();
    private readonly List<TrainingJob> _hosts = [];

    private HostGroup()
    {
    }

    /// <summary>In the order of their numbers. algo-1, the leader, is the first of the sorted names as well (DST-02).</summary>
    public IReadOnlyList<TrainingJob> Hosts => _hosts;

    /// <param name="delay">By how much the last host starts later.</param>
    public static async Task<HostGroup> StartAsync(Subject subject, TrainingInputs inputs, TimeSpan delay, CancellationToken ct)
    {
        List<string> names = [.. Enumerable.Range(1, subject.Samples.Hosts).Select(NameOf)];
        HostGroup group = new();
        try
        {
            group._owned.Add(new Slot(await subject.TakeSlotAsync(ct))); // one for all
            var network = group._owned.Add(await subject.Engine.CreateNetworkAsync(ct));
            foreach (var name in names)
            {
                if (name == names[^1])
                    await Task.Delay(delay, ct);
                var host = inputs with { Resources = TrainingInputs.ResourceConfig(name, names), Hostname = name, Peers = network };
                group._hosts.Add(group._owned.Add(await subject.Training.StartHostAsync(host, ct)));
            }
            return group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    /// <param name="number">From 1.</param>
    public static string NameOf(int number) => $"algo-{number}";

    public async Task<IReadOnlyList<TrainingOutcome>> WaitAsync(TimeSpan limit, CancellationToken ct) => await Task.WhenAll(_hosts.Select(host => host.WaitAsync(limit, ct)));

    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private sealed class Slot(IDisposable slot) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            slot.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
