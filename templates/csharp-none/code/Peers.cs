using System.Diagnostics;
using System.Net.Sockets;

namespace Training;

/// <summary>The hosts of the job: each has learned from its own rows, and all go on from the average of their weights.</summary>
/// <remarks>The others connect to the leader, which answers when it has heard them all. Each call is made on all hosts, in the same order.</remarks>
internal sealed class Peers : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly int Port = int.Parse(Host.Variable("SM_MASTER_PORT", "7777"), System.Globalization.CultureInfo.InvariantCulture);

    private readonly IReadOnlyList<string> _hosts = Host.All;

    // The leader's to each other host, by name so that sums have one order; another host's to the leader.
    private readonly SortedList<string, Line> _lines = new(StringComparer.Ordinal);

    private Peers() => Rank = _hosts.ToList().IndexOf(Host.Name);

    public int Rank { get; }

    public int Count => _hosts.Count;

    /// <summary>Waits until all are there (FS-07). On one host nothing listens.</summary>
    public static Peers Join(StopSignal stop)
    {
        var peers = new Peers();
        if (peers.Count > 1 && Host.IsLeader)
            peers.Gather(stop);
        else if (peers.Count > 1)
            peers.Connect(stop);
        if (peers.Count > 1)
            Console.WriteLine($"rank {peers.Rank} of {peers.Count}");
        return peers;
    }

    /// <summary>What the leader has, for all.</summary>
    public (float[] Weights, int Epoch) FromLeader(float[] weights, int epoch)
    {
        foreach (var line in _lines.Values)
        {
            if (Host.IsLeader)
                line.Send(weights, epoch);
            else
                (weights, epoch) = line.Receive(weights.Length);
        }

        return (weights, epoch);
    }

    /// <summary>The average of what all have, and whether any of them was asked to stop.</summary>
    public (float[] Weights, bool Stopped) Average(float[] weights, bool stopped)
    {
        var stops = stopped ? 1 : 0;
        if (Host.IsLeader)
        {
            var sum = Array.ConvertAll(weights, weight => (double)weight);
            foreach (var line in _lines.Values)
            {
                var (theirs, stop) = line.Receive(weights.Length);
                for (var i = 0; i < sum.Length; i++)
                    sum[i] += theirs[i];
                stops += stop;
            }

            weights = Array.ConvertAll(sum, weight => (float)(weight / Count));
        }
        else
        {
            _lines.Values[0].Send(weights, stops);
        }

        (weights, stops) = FromLeader(weights, stops);
        return (weights, stops > 0);
    }

    public void Dispose()
    {
        foreach (var line in _lines.Values)
            line.Dispose();
    }

    private void Gather(StopSignal stop)
    {
        using var listener = TcpListener.Create(Port);
        listener.Start(Count);
        var waited = Stopwatch.StartNew();
        while (_hosts.Skip(1).Where(host => !_lines.ContainsKey(host)).ToList() is { Count: > 0 } missing)
        {
            if (stop.Requested || waited.Elapsed > Patience)
                throw new IOException($"{string.Join(", ", missing)} did not come within {waited.Elapsed.TotalSeconds:F0} seconds");
            if (!listener.Pending())
                Thread.Sleep(50);
            else if (Line.Answer(listener.AcceptTcpClient()) is { } line && !(missing.Contains(line.Host) && _lines.TryAdd(line.Host, line)))
                line.Dispose();
        }

        Console.WriteLine($"all {Count} hosts are there after {waited.Elapsed.TotalSeconds:F1} s");
    }

    private void Connect(StopSignal stop)
    {
        var waited = Stopwatch.StartNew();
        for (var pause = 0.1; _lines.Count == 0; pause = Math.Min(pause * 2, 5))
        {
            try
            {
                _lines.Add(_hosts[0], Line.To(_hosts[0], Port));
            }
            catch (SocketException e)
            {
                if (stop.Requested || waited.Elapsed > Patience)
                    throw new IOException($"{_hosts[0]} cannot be reached after {waited.Elapsed.TotalSeconds:F0} seconds: {e.Message}");
                Thread.Sleep(TimeSpan.FromSeconds(pause));
            }
        }
    }
}
