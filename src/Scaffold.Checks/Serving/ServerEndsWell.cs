using System.Diagnostics;
using Scaffold.Engine;

namespace Scaffold.Checks.Serving;

/// <summary>SIGTERM lets the request in flight finish and ends the server in time; a dead worker is replaced, or ends the container.</summary>
internal sealed class ServerEndsWell : ICheck
{
    private const int BodySize = 8 * 1000 * 1000;
    private static readonly TimeSpan InFlight = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ToReap = TimeSpan.FromSeconds(2);

    public CheckInfo Info { get; } = new("C-72", "SIGTERM drains the server in time, and no dead worker is left", Phase.Serve, Profile.Serve, ["INF-06", "INF-07"])
    {
        Needs = Needs.Image | Needs.Requests,
        Details = """
            Sends 8 MB of the sample's records, and SIGTERM while they are worked on. Of a server too quick for that it holds back the last bytes
            of the body. Then, in a second container, it kills one worker of each kind: within 15 seconds the server serves again, or the
            container ends.

            - Fails: SIGKILL was needed after 30 s; an exit code other than 0 and 143; the request in flight was lost or cut short; dead
              processes that nobody reaped; a dead worker that is not made good.
            - Warns: the container ends with 0 when a worker dies. A server of one process has no workers to kill.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        Tally tally = new();
        bool hasWorkers;
        await using (var server = await subject.Servers.StartReadyAsync(ct))
        {
            tally.RepeatCommand = server.Run.RepeatCommand;
            hasWorkers = DeadWorkers.Of(await server.Run.ProcessesAsync(ct)).Count > 0;
            await DrainAsync(tally, server, subject.Samples.Requests, subject.Limits.ServerStop, ct);
        }
        var workers = "it is a single process";
        if (hasWorkers)
        {
            await using var second = await subject.Servers.StartReadyAsync(ct);
            workers = await DeadWorkers.JudgeAsync(tally, second, subject.Samples.Requests[0], ct);
        }
        return tally.ToFinding($"The request in flight was answered, the server ended in {(double?)tally.Measured["stopSeconds"]:0.0} s with exit code {(int?)tally.Measured["exitCode"]}; {workers}.");
    }

    private static async Task DrainAsync(Tally tally, Server server, IReadOnlyList<SampleRequest> samples, TimeSpan grace, CancellationToken ct)
    {
        var (sample, body, normal) = await SlowRequestAsync(server, samples, ct);
        await ZombiesAsync(tally, server, ct);

        // A body the server needs long for is in flight by itself; of a quick server the end of the body is held back.
        var quick = normal.Took < InFlight;
        HeldBody content = new(body, quick ? Math.Min(body.Length, 16) : 0);
        var answer = server.InvokeAsync(new Invocation(body, sample.ContentType) { Accept = sample.Accept, Content = content }, ct);
        await Task.WhenAny(answer, content.Sent);
        if (quick)
            await server.PingAsync(ct); // its connection came later: once it is answered, on a busy host too, the request has been taken
        await Task.Delay(quick ? InFlight / 2 : normal.Took / 4, ct);

        var clock = Stopwatch.StartNew();
        var stop = server.Run.StopAsync(grace, ct);
        if (quick)
        {
            await Task.Delay(InFlight, ct);
            content.Release();
        }
        var (exit, took) = (await stop, clock.Elapsed);
        Judge(tally, server, await answer, normal);
        tally.Measured["stopSeconds"] = Math.Round(took.TotalSeconds, 2);
        tally.Measured["exitCode"] = exit.Code;
        if (exit.Code == 137)
            tally.Fail($"SIGTERM did not end the server within {grace.TotalSeconds:0} s; SIGKILL did", "Let the signal reach the server (exec form, `exec` in shell scripts), and end on it.", server.Run.Log.TailText(20));
        else if (exit.Code is not (0 or 143))
            tally.Fail($"After SIGTERM the server ended with {ExitWords.Of(exit)}", "End with 0 after a stop that was asked for.", server.Run.Log.TailText(20));
    }

    private static void Judge(Tally tally, Server server, Reply reply, Reply normal)
    {
        if (!reply.IsOk)
            tally.Fail($"The request in flight at SIGTERM came to {reply}", "On SIGTERM stop accepting, finish the requests in flight, then end.", server.Run.Log.TailText(20));
        else if (reply.Body.Length != normal.Body.Length)
            tally.Fail($"The request in flight at SIGTERM got {reply.Body.Length:N0} bytes of an answer of {normal.Body.Length:N0}", "On SIGTERM finish the requests in flight before ending.");
    }

    private static async Task<(SampleRequest Sample, ReadOnlyMemory<byte> Body, Reply Normal)> SlowRequestAsync(Server server, IReadOnlyList<SampleRequest> samples, CancellationToken ct)
    {
        foreach (var sample in samples)
        {
            if (SampleBodies.Repeated(sample, BodySize) is { } body
                && await server.InvokeAsync(new Invocation(body, sample.ContentType) { Accept = sample.Accept }, ct) is { IsOk: true } normal)
                return (sample, body, normal);
        }
        var reply = await server.InvokeAsync(samples[0], ct);
        return reply.IsOk ? (samples[0], samples[0].Body, reply) : throw new PrerequisiteException("C-64", "the samples are not answered");
    }

    private static async Task ZombiesAsync(Tally tally, Server server, CancellationToken ct)
    {
        var zombies = await NowAsync();
        if (zombies.Count > 0)
        {
            await Task.Delay(ToReap, ct); // one that died this moment is no fault
            var later = await NowAsync();
            zombies = [.. zombies.Where(process => later.Any(other => other.Pid == process.Pid))];
        }
        if (zombies.Count > 0)
            tally.Fail($"{zombies.Count} dead processes were never reaped", "Reap children in process 1: it also inherits orphans.", zombies.Select(process => $"{process.Pid} {process.Command}"));

        async Task<List<RunProcess>> NowAsync() => [.. (await server.Run.ProcessesAsync(ct)).Where(process => process.State.StartsWith('Z'))];
    }
}
