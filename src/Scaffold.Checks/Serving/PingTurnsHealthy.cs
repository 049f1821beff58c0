using System.Text.Json.Nodes;

namespace Scaffold.Checks.Serving;

/// <summary>/ping gives 200 in time, and goes on giving it.</summary>
internal sealed class PingTurnsHealthy : ICheck
{
    private const int Pings = 20;
    private static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(180);

    public CheckInfo Info { get; } = new("C-62", "GET /ping gives 200 in time and goes on giving it", Phase.Serve, Profile.Serve, ["INF-12", "INF-13", "INF-25"])
    {
        Needs = Needs.Image,
        Details = """
            Asks the container of C-60 for `/ping` until the first 200, then 20 times, a second apart, with no body and no header but Host.

            - Fails: no 200 within 480 s, or the container ended before; one of the 20 gives no 200 within 2 s. Redirects are not followed.
            - Warns: the first 200 comes after more than 180 s, which is what serverless inference gives.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var server = await subject.Servers.IdleAsync(ct, mine: true);
        if (server.Readiness is not Readiness.Ready { After: var after })
            return NeverReady(server, subject.Limits);

        Tally tally = new() { RepeatCommand = server.Run.RepeatCommand, Measured = { ["readySeconds"] = Math.Round(after.TotalSeconds, 2) } };
        if (after > SlowStart)
            tally.Add(subject.Profiles.HasFlag(Profile.Serverless) ? Outcome.Fail : Outcome.Warn, $"The first 200 came after {after.TotalSeconds:0} s; serverless gives 180 s.", "Load the model faster, or raise ContainerStartupHealthCheckTimeoutInSeconds.");

        var replies = await PingAsync(server, ct);
        tally.Measured["pingMilliseconds"] = new JsonArray([.. replies.Select(reply => JsonValue.Create(Math.Round(reply.Took.TotalMilliseconds, 1)))]);
        tally.Measured["slowestPingSeconds"] = Math.Round(replies.Max(reply => reply.Took.TotalSeconds), 3);
        tally.Measured["pingMilliseconds"] = new JsonArray([.. replies.Select(reply => (JsonNode)Math.Round(reply.Took.TotalMilliseconds, 1))]);
        if (replies.FirstOrDefault(reply => !reply.IsOk) is { } bad)
            tally.Fail($"{replies.Count(reply => !reply.IsOk)} of {Pings} pings, a second apart, did not give 200 within {subject.Limits.Ping.TotalSeconds:0} s; one came to {bad}.", Fix(bad), server.Run.Log.TailText(20));
        return tally.ToFinding($"200 after {after.TotalSeconds:0.0} s, then {Pings} of {Pings} times a second apart, the slowest in {replies.Max(reply => reply.Took.TotalMilliseconds):0} ms.");
    }

    private static async Task<List<Reply>> PingAsync(Server server, CancellationToken ct)
    {
        List<Reply> replies = [];
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1));
        while (replies.Count < Pings && await timer.WaitForNextTickAsync(ct))
            replies.Add(await server.PingAsync(ct));
        return replies;
    }

    private static Finding NeverReady(Server server, Limits limits)
    {
        var (message, fix) = server.Readiness switch
        {
            Readiness.Exited exited => ($"The container ended before /ping gave 200: {ExitWords.Of(exited.Exit)}.", "Mend the first error of the log."),
            Readiness.Silent silent => ($"/ping gave no 200 within {limits.Startup.TotalSeconds:0} s; the last one came to {silent.Last}.", Fix(silent.Last)),
            _ => throw new InvalidOperationException("It was ready."),
        };
        return Finding.Fail(message, fix) with
        {
            Evidence = server.Run.Log.TailText(20),
            RepeatCommand = server.Run.RepeatCommand,
            Measured = new JsonObject { ["waitedSeconds"] = Math.Round(server.Readiness.After.TotalSeconds, 1) },
        };
    }

    private static string Fix(Reply reply) => reply switch
    {
        { IsRedirect: true } => "Answer /ping itself with 200, without a redirect.",
        { Status: 404 } => "Add a route for GET /ping.",
        { Status: >= 400 and < 500 } => "Answer GET /ping without asking for a body or any header but Host.",
        { Reset: true } => "Answer /ping within 2 s, from a thread or process that predictions do not occupy.",
        _ => "Answer 200 once the model is loaded.",
    };
}
