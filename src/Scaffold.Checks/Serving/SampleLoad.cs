using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Scaffold.Checks.Serving;

/// <summary>One sample sent again and again, several at once, for a short time.</summary>
/// <param name="AtOnce">How many were under way at any time.</param>
/// <param name="Milliseconds">How long each right answer took, in the order they came.</param>
/// <param name="Bad">The first answer that was no 200, which ends it; null when there was none.</param>
internal sealed record SampleLoad(int AtOnce, IReadOnlyList<double> Milliseconds, int Sent, Reply? Bad)
{
    /// <summary>Sends until so many are answered or the time is over; the first two of each sender warm up and do not count.</summary>
    public static async Task<SampleLoad> RunAsync(Server server, SampleRequest sample, int atOnce, LoadSize size, CancellationToken ct)
    {
        ConcurrentQueue<double> took = [];
        Reply? bad = null;
        var (begun, sent) = (0, 0);
        Stopwatch clock = new();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => SendAsync(2, measured: false)));
        clock.Start();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => SendAsync(size.Requests, measured: true)));
        return new(atOnce, [.. took], sent, bad);

        async Task SendAsync(int count, bool measured)
        {
            for (var n = 0; n < count && bad is null && clock.Elapsed < size.Time; n++)
            {
                if (measured && Interlocked.Increment(ref begun) > size.Requests)
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

    /// <summary>Figures such as <c>p99MillisecondsAt8</c>, and a failure when an answer was not like the others.</summary>
    public void AddTo(Tally tally)
    {
        if (Bad is not null)
            tally.Fail($"Of a sample that was answered before and is sent again and again, {AtOnce} at once, one came to {Bad}", "Answer the same request the same way each time, however many are under way.");
        if (Milliseconds.Count == 0)
            return;
        foreach (var percent in (int[])[50, 95, 99])
            tally.Measured[string.Create(CultureInfo.InvariantCulture, $"p{percent}MillisecondsAt{AtOnce}")] = Math.Round(Percentile(percent / 100.0), 2);
        tally.Measured[string.Create(CultureInfo.InvariantCulture, $"requestsAt{AtOnce}")] = Milliseconds.Count;
    }
}

/// <summary>When a <see cref="SampleLoad"/> is over: after so many requests, or this time.</summary>
internal readonly record struct LoadSize(int Requests, TimeSpan Time)
{
    /// <summary>For a first impression.</summary>
    public static LoadSize Brief => new(300, TimeSpan.FromSeconds(3));

    /// <summary>Enough for a 99th percentile to be held against a limit.</summary>
    public static LoadSize Thorough => new(1_000, TimeSpan.FromSeconds(15));
}
