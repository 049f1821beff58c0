using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Scaffold.Checks.Serving;

/// <summary>While predictions run, and while clients dawdle, connections are taken and /ping is answered.</summary>
internal sealed class PingAnswersUnderLoad : ICheck
{
    private const int Pings = 12, BadPings = 4, LeastAtOnce = 4, MostAtOnce = 16, OfEachKind = 3;
    private static readonly TimeSpan Connect = TimeSpan.FromMilliseconds(250), Between = TimeSpan.FromMilliseconds(150), Answer = TimeSpan.FromSeconds(10);

    // Until what stands between, such as the engine's proxy of a published port, has passed the clients on: it may not do so in their order.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    public CheckInfo Info { get; } = new("C-68", "Connections and /ping are served while predictions run", Phase.Serve, Profile.Serve, ["INF-11", "INF-15"])
    {
        Needs = Needs.Image | Needs.Requests,
        Details = """
            Sends, to a container of its own, eight requests at a time for up to three seconds, for the figures. Then it keeps twice as many
            requests under way as there are worker processes, 4 at least and 16 at most: records of a sample, so many that one takes about a
            second. Meanwhile it connects and asks for `/ping` 12 times; when a few are late, it does so again, and the better of the two counts.
            At last come clients that do not behave, first one of each kind, then three of each at once: one connects and sends nothing, one
            sends half a header, one its body a byte at a time, one leaves before its answer. With each, `/ping` and a good request are sent.

            - Fails: half of the pings, or more, get no 200 within 2 s, or half of the connections take more than 250 ms; a single client that
              does not behave keeps `/ping` or a good request from being answered; a request that was answered before is not when eight are
              sent at once.
            - Warns: fewer than half of the pings or connections are late; the twelve clients together keep others from being answered; a
              request of the load gets no answer, or 5xx other than 503.
            - Samples that are not CSV or JSON lines cannot be made longer: the load is then the sample as it is. Where the engine publishes
              ports through a proxy of its own, as on this host's loopback, it is the proxy that takes the connection, and `/ping` is what tells.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var samples = subject.Samples.Requests;
        await using var server = await subject.Servers.StartReadyAsync(ct);
        Tally tally = new() { RepeatCommand = server.Run.RepeatCommand };
        (await SampleLoad.RunAsync(server, samples[0], atOnce: 8, LoadSize.Brief, ct)).AddTo(tally);
        var atOnce = await AtOnceAsync(server, ct);
        var slow = await Load.SlowAsync(server, samples, atOnce, ct);
        await UnderLoadAsync(tally, server, slow, atOnce, subject.Limits.Ping, ct);
        await WithSlowClientsAsync(tally, server, samples[0], ct);
        return tally.ToFinding($"With {atOnce} slow requests under way the slowest /ping took {(double?)tally.Measured["slowestPingMilliseconds"]:0} ms; clients that dawdle kept nobody else waiting.");
    }

    // Twice the workers: processes that have no children, of the kind there is most of.
    private static async Task<int> AtOnceAsync(Server server, CancellationToken ct)
    {
        var processes = await server.Run.ProcessesAsync(ct);
        var workers = processes.Skip(1).Where(process => processes.All(other => other.ParentPid != process.Pid)).GroupBy(process => process.Command);
        return Math.Clamp(2 * workers.Select(kind => kind.Count()).DefaultIfEmpty(1).Max(), LeastAtOnce, MostAtOnce);
    }

    private static async Task UnderLoadAsync(Tally tally, Server server, Invocation slow, int atOnce, TimeSpan limit, CancellationToken ct)
    {
        var seen = await AskAsync(server, slow, atOnce, ct);
        // A few late ones may come from what else this machine is doing; those of the server itself come back.
        if (seen.HasFewLate)
        {
            var again = await AskAsync(server, slow, atOnce, ct);
            seen = (again.Late < seen.Late ? again : seen) with { Broken = seen.Broken ?? again.Broken };
        }
        var (connects, pings, broken) = seen;
        if (broken is not null)
            tally.Warn($"With {atOnce} slow requests under way one came to {broken}", "Let requests wait their turn, or refuse them with 503.", server.Run.Log.TailText(20));
        tally.Measured["parallelRequests"] = atOnce;
        tally.Measured["slowRequestBytes"] = slow.Body.Length;
        tally.Measured["slowestPingMilliseconds"] = Math.Round(pings.Max(ping => ping.Took.TotalMilliseconds), 1);
        tally.Measured["slowestConnectMilliseconds"] = Math.Round(connects.Max(time => time.TotalMilliseconds), 1);
        tally.Measured["pingMillisecondsUnderLoad"] = new JsonArray([.. pings.Select(ping => JsonValue.Create(Math.Round(ping.Took.TotalMilliseconds, 1)))]);
        if (seen.LatePings is > 0 and var bad)
        {
            tally.Add(Grade(bad, pings.Count), $"With {atOnce} slow requests under way {bad} of {pings.Count} pings did not give 200 within {limit.TotalSeconds:0} s; one came to {pings.Last(ping => !ping.IsOk)}",
                "Answer /ping from a thread or process that predictions do not occupy: a single-threaded server cannot.");
        }
        if (seen.LateConnects is > 0 and var late)
        {
            tally.Add(Grade(late, connects.Count), $"With {atOnce} slow requests under way {late} of {connects.Count} connections took more than {Connect.TotalMilliseconds:0} ms; the slowest {connects.Max().TotalMilliseconds:0} ms",
                "Accept connections while predictions run, and give the listening socket a backlog of 128 or more.");
        }
    }

    private static async Task<Seen> AskAsync(Server server, Invocation slow, int atOnce, CancellationToken ct)
    {
        List<TimeSpan> connects = [];
        List<Reply> pings = [];
        await using var load = Load.Start(server, slow, atOnce);
        while (pings.Count < Pings && pings.Count(ping => !ping.IsOk) < BadPings)
        {
            await Task.Delay(Between, ct);
            connects.Add(await ConnectAsync(server.Run.Endpoint!, ct));
            pings.Add(await server.PingAsync(ct));
        }
        return new(connects, pings, load.Bad);
    }

    private static Outcome Grade(int bad, int all) => 2 * bad >= all ? Outcome.Fail : Outcome.Warn;

    private static async Task<TimeSpan> ConnectAsync(Uri place, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        using TcpClient client = new();
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timed.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            await client.ConnectAsync(place.Host, place.Port, timed.Token);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return TimeSpan.FromSeconds(2);
        }
        return clock.Elapsed;
    }

    private static async Task WithSlowClientsAsync(Tally tally, Server server, SampleRequest sample, CancellationToken ct)
    {
        Invocation good = new(sample.Body, sample.ContentType) { Accept = sample.Accept };
        foreach (var (does, open) in SlowClient.Kinds)
        {
            await using var client = await open(server.Run.Endpoint!, good, ct);
            if (await HinderedAsync(server, good, ct) is { } hindered)
            {
                tally.Fail($"While one client {does}, {hindered}", "Read requests without blocking, or put a proxy in front that does: one slow client must not occupy the server.");
                return;
            }
        }

        await using Disposables clients = new();
        foreach (var open in Enumerable.Repeat(SlowClient.Kinds.Values, OfEachKind).SelectMany(kinds => kinds))
            clients.Add(await open(server.Run.Endpoint!, good, ct));
        if (await HinderedAsync(server, good, ct) is { } all)
            tally.Warn($"While {OfEachKind * SlowClient.Kinds.Count} clients dawdle, {all}", "Read requests without a thread or process for each, or put a proxy in front that does.");
    }

    private static async Task<string?> HinderedAsync(Server server, Invocation good, CancellationToken ct)
    {
        await Task.Delay(Settling, ct);
        var ping = await server.PingAsync(ct);
        if (!ping.IsOk)
            return $"/ping came to {ping}";
        var reply = await server.Probe.SendAsync(good.ToRequest(), Answer, ct);
        return reply.IsOk ? null : $"a good request came to {reply}";
    }

    /// <summary>What was asked while the load ran, one ping for each connection, and an answer to the load that says the server broke.</summary>
    private sealed record Seen(List<TimeSpan> Connects, List<Reply> Pings, Reply? Broken)
    {
        public int LatePings => Pings.Count(ping => !ping.IsOk);

        public int LateConnects => Connects.Count(time => time > Connect);

        public int Late => LatePings + LateConnects;

        public bool HasFewLate => Late > 0 && Grade(LatePings, Pings.Count) is Outcome.Warn && Grade(LateConnects, Connects.Count) is Outcome.Warn;
    }
}
