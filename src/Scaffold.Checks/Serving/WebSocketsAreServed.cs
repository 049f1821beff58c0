using Scaffold.Checks.Serving.WebSockets;

namespace Scaffold.Checks.Serving;

/// <summary>The server opens WebSockets beside HTTP, answers ping frames, takes messages whole and in parts, and closes with a Close frame.</summary>
internal sealed class WebSocketsAreServed : ICheck
{
    private const int Tries = 5;
    private static readonly TimeSpan Upgrade = TimeSpan.FromMilliseconds(250);

    public CheckInfo Info { get; } = new(
        "C-78", "WebSockets are served beside HTTP, in every form the platform uses", Phase.Serve, Profile.Bidirectional, ["BID-01", "BID-02", "BID-03", "BID-04", "BID-05"])
    {
        Needs = Needs.Image,
        Details = """
            Opens a WebSocket at `/invocations-bidirectional-stream` on port 8080, at most 5 times, until the upgrade is answered with 101 within 250 ms.
            Then it sends a ping frame (a pong with its content must come within 2 s), each declared message as one frame, and a Close frame, which must be
            answered with one. On a second connection each message goes in two frames, FIN=0 and a continuation, with a ping between them. `/ping` over HTTP
            must give 200 meanwhile.

            `"messages"` in samples/verify.json declares what the server understands and, if known, the right answer: the first message that comes back.
            Where nothing is declared, a text and binary data are sent, and any message or Close frame counts as an answer; none within 5 seconds warns.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var server = await subject.Servers.ReadyAsync(ct);
        Tally tally = new() { RepeatCommand = server.Run.RepeatCommand };
        Dialogue dialogue = new(tally, server, subject.Limits, subject.Samples.Messages);
        try
        {
            await UpgradeAsync(tally, dialogue, ct);
            await dialogue.SayAsync(whole: true, ct);
            await dialogue.SayAsync(whole: false, ct);
        }
        catch (WebSocketFault fault)
        {
            tally.Fail(fault.Message, "Serve WebSockets (RFC 6455) at /invocations-bidirectional-stream on port 8080: pings, fragments and Close frames included.", server.Run.Log.TailText(20));
        }
        return tally.ToFinding($"Upgraded in {(double?)tally.Measured["upgradeSeconds"]:0.000} s; pings, whole and fragmented messages, the Close handshake and /ping all came out right.");
    }

    // The best of a few: one that comes late may be the fault of a busy machine.
    private static async Task UpgradeAsync(Tally tally, Dialogue dialogue, CancellationToken ct)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Tries && best > Upgrade; i++)
        {
            using var connection = await dialogue.OpenAsync(ct);
            best = connection.UpgradeTook < best ? connection.UpgradeTook : best;
        }
        tally.Measured["upgradeSeconds"] = Math.Round(best.TotalSeconds, 3);
        if (best > Upgrade)
            tally.Fail($"The fastest of {Tries} upgrades took {best.TotalMilliseconds:0} ms, more than {Upgrade.TotalMilliseconds:0}", "Accept the connection first, then prepare the session.");
    }
}
