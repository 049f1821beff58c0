using System.Diagnostics;
using Scaffold.Engine;

namespace Scaffold.Checks.Serving;

/// <summary>Under a memory limit a server takes one request after the other, loses no worker, and does not grow.</summary>
internal sealed class MemoryStaysBounded : ICheck
{
    private const int Requests = 200, WarmUp = 50;
    private const double Growth = 0.2;
    private const long Noise = 4 << 20; // an allocator takes that much at once
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30), Rest = TimeSpan.FromMilliseconds(500);

    public CheckInfo Info { get; } = new("C-70", "200 requests cost no worker and no memory", Phase.Serve, Profile.Serve, ["MOD-07"])
    {
        Needs = Needs.Image | Needs.Requests,
        Details = """
            Starts a container with the declared memory (`--memory`, `memoryMegabytes` in verify.json, else 2048 MB) and no swap, sends the samples 50
            times to warm it up, and then 200 times, one after the other, for no more than 30 seconds each. Before and after it reads the list of
            processes, of those that last for half a second, and adds up the memory they have in use.

            - Fails: the container ended; a request got no 200; a process is gone and another of the same command has taken its place.
            - Warns: the processes together hold over 20 % more than after the warm-up, and over 4 MB.
            - Memory that processes share counts for each of them. Where it cannot be read, only requests and processes are judged. The process
              engine sets no limit.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        await using var server = await subject.Servers.StartReadyAsync(ct);
        Tally tally = new() { RepeatCommand = server.Run.RepeatCommand };
        var limit = subject.Samples.MemoryMegabytes;
        var under = subject.Engine.Can.Images ? $" under a limit of {limit} MB" : ""; // a process of this host has none
        if (under.Length > 0)
            tally.Measured["memoryLimitMegabytes"] = limit;
        var warmed = await SendAsync(tally, server, subject.Samples.Requests, WarmUp, ct);
        var before = await AtRestAsync(server.Run, ct);
        var sent = await SendAsync(tally, server, subject.Samples.Requests, Requests, ct);
        var after = await AtRestAsync(server.Run, ct);
        if (server.Run.HasExited || after is [])
            tally.Fail($"The container ended{under} after {warmed + sent} requests: {ExitWords.Of(await server.Run.WaitAsync(ct))}", "Start fewer workers, each holds its own copy of the model; or declare the memory of the instance: --memory.", server.Run.Log.TailText(20));
        else
            Compare(tally, before, after);
        return tally.ToFinding(Mega(after) is { } now
            ? $"{sent} requests{under}: no worker was lost, and {now:0} MB were in use, {Mega(before):0} MB after the warm-up."
            : $"{sent} requests{under} were answered; the memory in use cannot be read here.");
    }

    private static async Task<int> SendAsync(Tally tally, Server server, IReadOnlyList<SampleRequest> samples, int count, CancellationToken ct)
    {
        var (clock, sent) = (Stopwatch.StartNew(), 0);
        while (sent < count && clock.Elapsed < Longest && !server.Run.HasExited)
        {
            var sample = samples[sent++ % samples.Count];
            var reply = await server.InvokeAsync(sample, ct);
            if (reply.IsOk)
                continue;
            await Task.Delay(500, ct); // an end is known a little later than the lost answer
            tally.Fail($"Request {sent} of {count}, {sample.Name}, came to {reply}", "Answer the same request the same way each time.", server.Run.Log.TailText(20));
            break;
        }
        return sent;
    }

    // A server may start a process for each connection: what has ended a moment later was no worker.
    private static async Task<IReadOnlyList<RunProcess>> AtRestAsync(IRun run, CancellationToken ct)
    {
        var there = (await run.ProcessesAsync(ct)).Select(process => process.Pid).ToHashSet();
        await Task.Delay(Rest, ct);
        return [.. (await run.ProcessesAsync(ct)).Where(process => there.Contains(process.Pid) && !process.State.StartsWith('Z'))];
    }

    private static void Compare(Tally tally, IReadOnlyList<RunProcess> before, IReadOnlyList<RunProcess> after)
    {
        var lost = before.Where(process => after.All(other => other.Pid != process.Pid)).ToList();
        var replaced = lost.Where(process => after.Any(other => other.Command == process.Command && before.All(old => old.Pid != other.Pid))).ToList();
        if (replaced.Count > 0)
            tally.Fail($"{replaced.Count} worker{(replaced.Count == 1 ? " was" : "s were")} replaced meanwhile", "Find out why a worker ends (memory, a crash, a limit such as gunicorn's max_requests): each takes its requests with it.", replaced.Select(process => $"{process.Pid} {process.Command}"));
        if (Mega(before) is not { } first || Mega(after) is not { } last)
            return;
        tally.Measured["residentMegabytesBefore"] = Math.Round(first, 1);
        tally.Measured["residentMegabytesAfter"] = Math.Round(last, 1);
        if (last > first * (1 + Growth) && last - first > Noise >> 20)
            tally.Warn($"The memory in use grew from {first:0} MB to {last:0} MB, by {(last - first) / first:P0}; {Growth:P0} are allowed", "Keep nothing of a request beyond its answer: look for caches, lists and logs that only grow.");
    }

    private static double? Mega(IReadOnlyList<RunProcess> processes) =>
        processes.Count > 0 && processes.All(process => process.ResidentBytes is not null) ? processes.Sum(process => process.ResidentBytes!.Value) / 1_048_576.0 : null;
}
