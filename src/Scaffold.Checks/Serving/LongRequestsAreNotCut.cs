namespace Scaffold.Checks.Serving;

/// <summary>Asynchronous requests may be large and take long.</summary>
internal sealed class LongRequestsAreNotCut : ICheck
{
    private const int Size = 200 * 1000 * 1000;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(65);

    public CheckInfo Info { get; } = new("C-76", "Asynchronous requests may be 200 MB large and take over 60 s", Phase.Serve, Profile.Async, ["ASY-01", "ASY-02"])
    {
        Needs = Needs.Image | Needs.Requests,
        Details = """
            Sends, to a container of its own, the first sample in pieces, one a second for 65 seconds, and meanwhile 200 MB of nonsense.

            - Fails: the slow request gets no 200, or not its declared answer; the large one gets 413, no answer, or 5xx. On nonsense a 4xx is
              right.
            - No stranger's handler can be made slow from outside. One that reads its body itself is under way for the whole 65 seconds; behind a
              proxy that collects bodies first it is not, and only the proxy is tried. C-16 reads the time-outs of both.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var sample = subject.Samples.Requests[0];
        await using var server = await subject.Servers.StartReadyAsync(ct);
        Tally tally = new() { RepeatCommand = server.Run.RepeatCommand };
        Invocation trickled = new(sample.Body, sample.ContentType) { Accept = sample.Accept, Content = new TrickledBody(sample.Body, Slow) };
        var slow = server.Probe.SendAsync(trickled.ToRequest(), Slow + subject.Limits.Answer, ct);
        var large = await server.Probe.SendAsync(new Invocation(SampleBodies.Nonsense(Size), sample.ContentType) { Accept = sample.Accept }.ToRequest(), Slow + subject.Limits.Answer, ct);
        if (large.Status is 413 or >= 500 || large.Reset)
        {
            tally.Fail($"200 MB of nonsense came to {large}", server.Run.HasExited
                ? "Read large bodies into a file, and hold no copies of them: the container died of it."
                : "Raise every body limit on the way to 1 GB (nginx: client_max_body_size 1g; ASP.NET Core: MaxRequestBodySize).", server.Run.Log.TailText(20));
        }
        var reply = await slow;
        if (!reply.IsOk)
            tally.Fail($"{sample.Name}, sent over {Slow.TotalSeconds:0} s, came to {reply} after {reply.Took.TotalSeconds:0} s", "Let no time-out on the way be shorter than 3600 s (gunicorn: --timeout; nginx: proxy_read_timeout; Kestrel: MinRequestBodyDataRate).", server.Run.Log.TailText(20));
        else if (ExpectedAnswer.Difference(reply, sample) is { } difference)
            tally.Fail($"{sample.Name}, sent over {Slow.TotalSeconds:0} s: {difference}", "Read bodies to their end, however slowly they come.");
        tally.Measured["largeSeconds"] = Math.Round(large.Took.TotalSeconds, 2);
        tally.Measured["slowSeconds"] = Math.Round(reply.Took.TotalSeconds, 2);
        return tally.ToFinding($"200 MB were accepted within {large.Took.TotalSeconds:0.0} s, and a request of {reply.Took.TotalSeconds:0} s was answered.");
    }
}
