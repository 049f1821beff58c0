using System.Diagnostics;
using Scaffold.Checks.Training;

namespace Scaffold.Checks.Distributed;

/// <summary>What is done to a long job on several hosts once it is under way, and how its hosts end.</summary>
/// <param name="inputs">Of a job long enough.</param>
/// <param name="shape">What its leader prints again and again; null when that is not known.</param>
internal sealed class HostFaults(Subject subject, TrainingInputs inputs, string? shape, Tally tally)
{
    // For the report alone: a host that is cut off may need longer to notice than those that still have a network.
    private static readonly TimeSpan VictimTime = TimeSpan.FromSeconds(30);

    /// <param name="victim">The number of a host.</param>
    public Task KillAsync(int victim, CancellationToken ct) => LoseAsync(victim, "killed", "afterKillSeconds", group => group.SignalAsync(victim, "SIGKILL", ct), ct);

    /// <inheritdoc cref="KillAsync"/>
    public Task CutAsync(int victim, CancellationToken ct) => LoseAsync(victim, "cut off", "afterCutSeconds", group => group.CutAsync(victim, ct), ct);

    /// <summary>As StopTrainingJob does: SIGTERM to every host (TRN-13).</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        await using var group = await StartAsync("stopped", ct);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(group.Hosts.Select((_, index) => group.SignalAsync(index + 1, "SIGTERM", ct)));
        var outcomes = await group.WaitAsync(subject.Limits.TrainingStop, ct);
        tally.Measured["stopSeconds"] = Math.Round(clock.Elapsed.TotalSeconds, 2);
        tally.Jobs.Add(group.Trace("all hosts get SIGTERM"));
        foreach (var (index, outcome) in outcomes.Index().Where(one => one.Item.Exit is null))
        {
            tally.Fail($"{HostNames.Of(index + 1)} was still running {subject.Limits.TrainingStop.TotalSeconds:0} s after SIGTERM to all hosts",
                "Let all hosts end after the same step when any of them gets SIGTERM, and let no one wait for a host that has ended.", outcome.Evidence(15).Prepend($"{HostNames.Of(index + 1)}:"));
        }
    }

    private async Task LoseAsync(int victim, string how, string measure, Func<HostGroup, Task> fault, CancellationToken ct)
    {
        await using var group = await StartAsync(how, ct);
        var clock = Stopwatch.StartNew();
        await fault(group);
        var survivors = Enumerable.Range(1, group.Hosts.Count).Where(number => number != victim);
        await Task.WhenAll(survivors.Select(async number =>
        {
            var outcome = await group.WaitAsync(number, subject.Limits.PeerLoss, ct);
            lock (tally)
            {
                tally.Measured[measure] = Math.Max((double?)tally.Measured[measure] ?? 0, Math.Round(clock.Elapsed.TotalSeconds, 2));
                JudgeSurvivor(HostNames.Of(number), $"{HostNames.Of(victim)} was {how}", outcome);
            }
        }));
        await group.WaitAsync(victim, VictimTime, ct);
        tally.Jobs.Add(group.Trace($"{HostNames.Of(victim)} is {how}"));
    }

    private async Task<HostGroup> StartAsync(string what, CancellationToken ct)
    {
        var group = await HostGroup.StartAsync(subject, inputs, TimeSpan.Zero, ct);
        try
        {
            await LogShapes.UnderWayAsync(group.Hosts[0].Run, shape, subject.Limits.Training, ct);
            return group.Hosts.Any(host => host.Run.HasExited)
                ? throw new PrerequisiteException(null, $"training on {group.Hosts.Count} hosts ended before one could be {what}", "Make longHyperparameters in samples/verify.json longer.")
                : group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    private void JudgeSurvivor(string survivor, string fault, TrainingOutcome outcome)
    {
        if (outcome.Exit is null)
            tally.Fail($"{survivor} was still running {subject.Limits.PeerLoss.TotalSeconds:0} s after {fault}", "Set time-outs on whatever waits for another host, and exit non-zero.", outcome.Evidence(15).Prepend($"{survivor}:"));
        else if (outcome.Succeeded)
            tally.Fail($"{survivor} exited 0 though {fault}", "Exit non-zero when a host is lost.", outcome.Evidence(15).Prepend($"{survivor}:"));
    }
}
