using System.Diagnostics;
using Scaffold.Engine;

namespace Scaffold.Checks.Serving;

/// <summary>Kills one worker of each kind and watches what becomes of the server.</summary>
internal static class DeadWorkers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15), Between = TimeSpan.FromMilliseconds(200);

    /// <summary>One process of each kind that has no children of its own; process 1 is no worker.</summary>
    public static IReadOnlyList<RunProcess> Of(IReadOnlyList<RunProcess> processes) =>
    [
        .. processes.Skip(1)
            .Where(process => !process.State.StartsWith('Z') && processes.All(other => other.ParentPid != process.Pid))
            .DistinctBy(process => process.Command),
    ];

    /// <returns>What was seen, for the message of a pass.</returns>
    public static async Task<string> JudgeAsync(Tally tally, Server server, SampleRequest sample, CancellationToken ct)
    {
        HashSet<string> killed = [];
        while (Of(await server.Run.ProcessesAsync(ct)).FirstOrDefault(process => !killed.Contains(process.Command)) is { } worker)
        {
            killed.Add(worker.Command);
            if (!await server.Run.SignalProcessAsync(worker, "SIGKILL", ct))
                return "its workers could not be killed from here";
            await SettleAsync(tally, server, worker, sample, ct);
            if (server.Run.HasExited)
                return "the death of a worker ended the container";
            if (tally.HasFailed)
                break;
        }
        return $"{killed.Count} killed worker{(killed.Count == 1 ? " was" : "s were")} made good";
    }

    private static async Task SettleAsync(Tally tally, Server server, RunProcess worker, SampleRequest sample, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var (well, last) = (0, new Reply(0, TimeSpan.Zero, "not asked"));
        await Task.Delay(Between, ct);
        while (clock.Elapsed < Patience)
        {
            if (server.Run.HasExited)
            {
                if ((await server.Run.WaitAsync(ct)).Code == 0)
                    tally.Warn($"After the death of `{worker.Command}` the container exited 0", "Exit non-zero when a part dies, so that it is noticed.");
                return;
            }
            last = await server.PingAsync(ct);
            if (last.IsOk)
                last = await server.Probe.SendAsync(new Invocation(sample.Body, sample.ContentType) { Accept = sample.Accept }.ToRequest(), Patience, ct);
            well = last.IsOk ? well + 1 : 0;
            if (well == 3)
                return;
            await Task.Delay(Between, ct);
        }
        tally.Fail($"{Patience.TotalSeconds:0} s after the death of `{worker.Command}` the container runs but does not serve: {last}",
            "Start a new worker, or exit non-zero so that the container is replaced.", server.Run.Log.TailText(20));
    }
}
