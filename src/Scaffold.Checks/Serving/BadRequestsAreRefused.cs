using System.Text;

namespace Scaffold.Checks.Serving;

/// <summary>The caller's faults get 4xx, and the server goes on as before.</summary>
internal sealed class BadRequestsAreRefused : ICheck
{
    public CheckInfo Info { get; } = new("C-67", "Bad requests get 4xx and do no harm", Phase.Serve, Profile.Serve, ["INF-23", "INF-24", "INF-25"])
    {
        Needs = Needs.Image | Needs.Requests,
        Details = """
            Sends an unknown Content-Type, and for each type of the samples a malformed and an empty body; asks for a path that is not there and
            for `GET /invocations`; then sends a valid request.

            - Fails: a bad request gets no 4xx, or no answer; the unknown path gets no 404; afterwards `/ping` or the valid request gets no 200.
            - Warns: the unknown type gets another 4xx than 415; `GET /invocations` gets no 4xx.
            - Of a text type in which any text is legal, no malformed body is sent.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var server = await subject.Servers.ReadyAsync(ct);
        var samples = subject.Samples.Requests;
        Tally tally = new() { RepeatCommand = server.Run.RepeatCommand };
        var sent = 0;

        var unknown = await SendAsync("a request of type application/x-not-invented-yet", new("?"u8.ToArray(), "application/x-not-invented-yet"));
        if (unknown.IsRefusal && unknown.Status != 415)
            tally.Warn($"An unknown Content-Type came to {unknown}", "Answer 415, with the list of types you take.");
        foreach (var type in samples.Select(sample => sample.ContentType).Distinct())
        {
            if (SampleBodies.Malformed(type) is { } malformed)
                await SendAsync($"a malformed body of type {type}", new(malformed, type));
            await SendAsync($"an empty body of type {type}", new(ReadOnlyMemory<byte>.Empty, type));
        }
        await RoutesAsync(tally, server, subject.Limits, ct);
        await StillWellAsync(tally, server, samples[0], ct);
        tally.Measured["badRequests"] = sent;
        return tally.ToFinding($"{sent} bad requests got 4xx; /ping and the next valid request were fine.");

        async Task<Reply> SendAsync(string what, Invocation invocation)
        {
            sent++;
            var reply = await server.InvokeAsync(invocation, ct);
            if (!reply.IsRefusal)
                tally.Fail($"{Capital(what)} came to {reply}", Fix(reply), $"POST /invocations, Content-Type: {invocation.ContentType}, body: {Printable(invocation.Body)}");
            return reply;
        }
    }

    private static async Task RoutesAsync(Tally tally, Server server, Limits limits, CancellationToken ct)
    {
        var lost = await server.Probe.GetAsync("/no-such-path", limits.Answer, ct);
        if (lost.Status != 404)
            tally.Fail($"GET /no-such-path came to {lost}", "Answer 404 on paths you do not know, without a redirect.");
        var get = await server.Probe.GetAsync("/invocations", limits.Answer, ct);
        if (!get.IsRefusal)
            tally.Warn($"GET /invocations came to {get}", "Answer 405: only POST is an invocation.");
    }

    private static async Task StillWellAsync(Tally tally, Server server, SampleRequest sample, CancellationToken ct)
    {
        var ping = await server.PingAsync(ct);
        if (!ping.IsOk)
            tally.Fail($"After the bad requests /ping came to {ping}", "Never let a request end the server.", server.Run.Log.TailText(20));
        var next = await server.InvokeAsync(sample, ct);
        if (!next.IsOk)
            tally.Fail($"After the bad requests {sample.Name} came to {next}", "Never let a request end the server.", server.Run.Log.TailText(20));
    }

    private static string Fix(Reply reply) => reply switch
    {
        { Reset: true } => "Answer every request; a worker that dies of one is a 5xx to the client.",
        { Status: >= 500 } => "Catch what parsing throws and answer 400 with the reason: 5xx says the fault is yours.",
        _ => "Judge the body before predicting, and answer 4xx with the reason.",
    };

    private static string Printable(ReadOnlyMemory<byte> body) => body.IsEmpty ? "empty" : Encoding.Latin1.GetString(body.Span);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
