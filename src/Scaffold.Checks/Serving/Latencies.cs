using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Scaffold.Checks.Serving;

/// <summary>How long the answers to one request take that is sent again and again: a few hundred times, for about three seconds.</summary>
/// <param name="AtOnce">How many were under way at any time.</param>
/// <param name="Times">Of the answers that were 200, shortest first.</param>
/// <param name="Bad">An answer that was not; null when all were.</param>
internal sealed record Latencies(int AtOnce, IReadOnlyList<TimeSpan> Times, Reply? Bad)
{
    private const int Most = 300;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    public static async Task<Latencies> MeasureAsync(Server server, SampleRequest sample, int atOnce, CancellationToken ct)
    {
        await server.InvokeAsync(sample, ct); // the first one warms up what comes up late
        ConcurrentBag<Reply> replies = [];
        var (clock, sent) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            while (clock.Elapsed < Longest && Interlocked.Increment(ref sent) <= Most)
                replies.Add(await server.InvokeAsync(sample, ct));
        }));
        return new(atOnce, [.. replies.Where(reply => reply.IsOk).Select(reply => reply.Took).Order()], replies.FirstOrDefault(reply => !reply.IsOk));
    }

    /// <summary>The shortest time that so many percent of the answers needed no more than.</summary>
    public TimeSpan Percentile(int percent) => Times[Math.Max(0, (int)Math.Ceiling(Times.Count * percent / 100.0) - 1)];

    /// <summary>Such as <c>p99MillisecondsAt8</c>.</summary>
    public void AddTo(Tally tally)
    {
        if (Bad is not null)
            tally.Fail($"Of a sample that was answered before and is sent again and again, {AtOnce} at once, one came to {Bad}", "Answer the same request the same way each time, however many are under way.");
        if (Times.Count == 0)
            return;
        foreach (var percent in (int[])[50, 95, 99])
            tally.Measured[string.Create(CultureInfo.InvariantCulture, $"p{percent}MillisecondsAt{AtOnce}")] = Math.Round(Percentile(percent).TotalMilliseconds, 2);
        tally.Measured[string.Create(CultureInfo.InvariantCulture, $"requestsAt{AtOnce}")] = Times.Count;
    }
}
