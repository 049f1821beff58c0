using System.Collections.Concurrent;
using System.Diagnostics;

namespace Scaffold.Checks.Serving;

/// <summary>One sample sent again and again, several at once, for a short time.</summary>
/// <param name="Milliseconds">How long each right answer took, in the order they came.</param>
/// <param name="Bad">The first answer that was no 200, which ends it; null when there was none.</param>
internal sealed record SampleLoad(IReadOnlyList<double> Milliseconds, int Sent, Reply? Bad)
{
    private const int Most = 1_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>Sends until 1000 are answered or 15 s have passed; the first two of each sender warm up and do not count.</summary>
    public static async Task<SampleLoad> RunAsync(Server server, SampleRequest sample, int concurrency, CancellationToken ct)
    {
        ConcurrentQueue<double> took = [];
        Reply? bad = null;
        var (begun, sent) = (0, 0);
        Stopwatch clock = new();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => SendAsync(2, measured: false)));
        clock.Start();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => SendAsync(Most, measured: true)));
        return new([.. took], sent, bad);

        async Task SendAsync(int count, bool measured)
        {
            for (var n = 0; n < count && bad is null && clock.Elapsed < Longest; n++)
            {
                if (measured && Interlocked.Increment(ref begun) > Most)
                    return;
                var reply = await server.InvokeAsync(sample, ct);
                if (!reply.IsOk)
                    bad ??= reply;
                if (!measured)
                    continue;
                Interlocked.Increment(ref sent);
                if (reply.IsOk)
                    took.Enqueue(reply.Took.TotalMilliseconds);
            }
        }
    }

    /// <summary>The value that this share of the answers does not exceed (nearest rank).</summary>
    public double Percentile(double share) => Milliseconds.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(share * Milliseconds.Count) - 1));

    /// <summary>At most so many of the values, evenly taken; the slowest is among them.</summary>
    public IReadOnlyList<double> Thinned(int count)
    {
        if (Milliseconds.Count <= count)
            return Milliseconds;
        var slowest = Milliseconds.Index().MaxBy(entry => entry.Item).Index;
        var step = (double)Milliseconds.Count / count;
        return [.. Enumerable.Range(0, count).Select(n => ((int)(n * step), (int)((n + 1) * step))).Select(part => slowest >= part.Item1 && slowest < part.Item2 ? Milliseconds[slowest] : Milliseconds[part.Item1])];
    }
}
