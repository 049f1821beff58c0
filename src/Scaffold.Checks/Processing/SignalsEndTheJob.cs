using System.Diagnostics;
using Scaffold.Engine;

namespace Scaffold.Checks.Processing;

/// <summary>SIGINT and SIGTERM each end a processing job in time.</summary>
internal sealed class SignalsEndTheJob : ICheck
{
    private static readonly TimeSpan TooShort = TimeSpan.FromSeconds(10), Settling = TimeSpan.FromSeconds(1), Silent = TimeSpan.FromSeconds(5), Poll = TimeSpan.FromMilliseconds(50);

    public CheckInfo Info { get; } = new("C-93", "SIGINT and SIGTERM each end processing in time", Phase.Train, Profile.Processing, ["PRC-07"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Starts the declared job twice, with `longArguments` where the job takes less than 10 seconds, and sends SIGINT to the one and SIGTERM to the other
            a second after its first line of log, or after 5 seconds without one. Each must end by itself within 120 seconds; any exit code will do. AWS's
            page speaks of SIGINT, all its others of SIGTERM. As process 1 a program without a handler of its own for SIGTERM does not get it.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var plan = ProcessingPlan.For(subject.Samples);
        var normal = await subject.Processing.PassingBaselineAsync(ct);
        if (subject.Samples.Processing!.LongArguments is { } longer)
            plan = plan with { Arguments = longer };
        else if (normal.Took < TooShort)
            throw new PrerequisiteException(null, $"processing takes {normal.Took.TotalSeconds:0.0} s, too short to be stopped in its middle", "Declare longArguments of processing in samples/verify.json.");

        Tally tally = new();
        foreach (var signal in (string[])["SIGINT", "SIGTERM"])
            await SendAsync(tally, subject, plan, signal, ct);
        return tally.ToFinding($"SIGINT ended it in {(double?)tally.Measured["SIGINTSeconds"]:0.0} s, SIGTERM in {(double?)tally.Measured["SIGTERMSeconds"]:0.0} s.");
    }

    private static async Task SendAsync(Tally tally, Subject subject, ProcessingPlan plan, string signal, CancellationToken ct)
    {
        await using var job = await ProcessingJob.StartAsync(subject, plan, ct);
        await UnderWayAsync(job.Run, ct);
        if (job.Run.HasExited)
            throw new PrerequisiteException(null, "processing ended before it could be stopped", "Make longArguments of processing in samples/verify.json longer.");
        var limit = subject.Limits.ProcessingStop;
        var clock = Stopwatch.StartNew();
        await job.Run.SignalAsync(signal, ct);
        var outcome = await job.WaitAsync(limit, ct);
        tally.Measured[$"{signal}Seconds"] = Math.Round(clock.Elapsed.TotalSeconds, 2);
        tally.RepeatCommand = outcome.RepeatCommand;
        if (outcome.Exit is null)
            tally.Fail($"{signal} did not end processing within {limit.TotalSeconds:0} s", $"Handle {signal} in the program, and let it reach it (exec form, `exec` in shell scripts).", outcome.Evidence());
    }

    private static async Task UnderWayAsync(IRun run, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (!run.HasExited && clock.Elapsed < (run.Log.Lines is [var first, ..] ? first.At + Settling : Silent))
            await Task.Delay(Poll, ct);
    }
}
