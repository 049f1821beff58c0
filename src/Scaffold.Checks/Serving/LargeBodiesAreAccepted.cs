namespace Scaffold.Checks.Serving;

/// <summary>Bodies of 25 MB and chunked bodies reach the predictor.</summary>
internal sealed class LargeBodiesAreAccepted : ICheck
{
    private const int Size = 25 * 1000 * 1000;
    private const string Remedy = "Raise every body limit on the way (nginx: client_max_body_size 0 or 1g; ASP.NET Core: MaxRequestBodySize).";

    public CheckInfo Info { get; } = new("C-66", "Bodies of 25 MB and chunked bodies are accepted", Phase.Serve, Profile.Serve, ["INF-22", "INF-26"])
    {
        Needs = Needs.Image | Needs.Requests,
        Details = """
            Sends, to a container of its own, the first sample chunked, 25 MB of nonsense, and 25 MB of a sample's own records, chunked.

            - Fails: 413, no answer, or 5xx on any of them; the chunked sample does not get its declared answer.
            - Warns: the 25 MB of records get another 4xx. On nonsense a 4xx is right.
            - Only CSV and JSON lines can be made longer; without such a sample the last request is left out.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var samples = subject.Samples.Requests;
        await using var server = await subject.Servers.StartReadyAsync(ct);
        Tally tally = new() { RepeatCommand = server.Run.RepeatCommand };

        var small = samples[0];
        var chunked = await server.InvokeAsync(new Invocation(small.Body, small.ContentType) { Accept = small.Accept, Chunked = true }, ct);
        if (!chunked.IsOk)
            tally.Fail($"{small.Name} sent chunked came to {chunked}", "Accept Transfer-Encoding: chunked on requests: batch transform sends it.", server.Run.Log.TailText(20));
        else if (ExpectedAnswer.Difference(chunked, small) is { } difference)
            tally.Fail($"{small.Name} sent chunked: {difference}", "Read chunked bodies to their end.");

        var nonsense = await server.InvokeAsync(new Invocation(SampleBodies.Nonsense(Size), small.ContentType) { Accept = small.Accept }, ct);
        Judge(tally, server, "25 MB of nonsense", nonsense, valid: false);
        if (samples.Select(sample => (sample, Body: SampleBodies.Repeated(sample, Size))).FirstOrDefault(pair => pair.Body is not null) is (var repeated, { } body))
        {
            var reply = await server.InvokeAsync(new Invocation(body, repeated.ContentType) { Accept = repeated.Accept, Chunked = true }, ct);
            tally.Measured["seconds25MB"] = Math.Round(reply.Took.TotalSeconds, 2);
            Judge(tally, server, $"25 MB of {repeated.Name}'s records, chunked,", reply, valid: true);
        }
        return tally.ToFinding("25 MB bodies and chunked bodies reached the predictor.");
    }

    private static void Judge(Tally tally, Server server, string what, Reply reply, bool valid)
    {
        if (reply.Status == 413)
            tally.Fail($"{what} came to {reply}", Remedy);
        else if (reply.Reset)
            tally.Fail($"{what} got {reply}", server.Run.HasExited ? "Read large bodies without holding many copies: the container died of it." : Remedy, server.Run.Log.TailText(20));
        else if (reply.Status >= 500)
            tally.Fail($"{what} came to {reply}", "Answer 4xx for what you cannot read, 200 for what you can.", server.Run.Log.TailText(20));
        else if (valid && !reply.IsOk)
            tally.Warn($"{what} came to {reply}", "Accept as many records as 25 MB can hold.");
    }
}
