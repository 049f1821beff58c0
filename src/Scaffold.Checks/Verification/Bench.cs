using System.Diagnostics;
using Scaffold.Core.Problems;
using Scaffold.Engine;

namespace Scaffold.Checks.Verification;

/// <summary>Runs one check on each image that it concerns, whatever it throws; only a fault of the engine ends the run.</summary>
internal sealed class Bench(IReadOnlyList<Subject> subjects, HashSet<string> selected, IProgress<VerifyEvent> progress, Stopwatch clock, CancellationTokenSource run)
{
    /// <summary>Builds the images one after the other: they share steps.</summary>
    public async Task<CheckResult> BuildAsync(Func<Subject, BuildRequest> request)
    {
        progress.Report(new VerifyEvent.CheckStarted(Verifier.BuildInfo));
        var from = clock.Elapsed;
        List<(string?, Finding)> findings = [];
        foreach (var subject in subjects)
        {
            var outcome = await OrEndAsync(() => subject.Engine.BuildAsync(request(subject), new BuildLog(progress), run.Token));
            subject.Image = (outcome as BuildOutcome.Built)?.Image;
            findings.Add((subject.Target, FindingOf(outcome)));
        }
        return Done(new(Verifier.BuildInfo, Merged.Of(findings), clock.Elapsed - from) { From = from, To = clock.Elapsed });
    }

    public async Task<CheckResult> RunAsync(ICheck check)
    {
        await Task.Yield();
        progress.Report(new VerifyEvent.CheckStarted(check.Info));
        var waiting = Waiting.Begin();
        var from = clock.Elapsed;
        List<(string?, Finding)> findings = [];
        foreach (var subject in subjects.Where(subject => (subject.Profiles & check.Info.Profiles) != 0))
            findings.Add((subject.Target, Unmet.NeedOf(check.Info, subject) ?? await OrEndAsync(() => FindAsync(check, subject))));
        if (findings.Count == 0)
            findings.Add((null, Unmet.UseOf(check.Info)));
        var to = clock.Elapsed;
        return Done(new(check.Info, Judged(check.Info, Merged.Of(findings)), TimeSpan.FromTicks(Math.Max(0, (to - from - waiting.Total).Ticks))) { From = from, To = to });
    }

    /// <summary>Takes over what an earlier run found.</summary>
    public CheckResult Take(CheckResult earlier)
    {
        progress.Report(new VerifyEvent.CheckStarted(earlier.Info));
        return Done(earlier with { From = clock.Elapsed, To = clock.Elapsed });
    }

    private static Finding Judged(CheckInfo check, Finding finding) =>
        check.MustBeJudged && finding.Outcome is Outcome.Skip ? finding with { Outcome = Outcome.Fail, Message = $"Could not be measured: {finding.Message}" } : finding;

    private async Task<Finding> FindAsync(ICheck check, Subject subject)
    {
        try
        {
            var finding = await check.RunAsync(subject, run.Token);
            return subject.Directory is null ? finding with { Places = [] } : finding; // an image's own files and history are no lines of a repository
        }
        catch (PrerequisiteException e) when (e.CheckId is { } root && root != check.Info.Id && !selected.Contains(root))
        {
            // The check that would report the fault was not asked for, so this one does.
            return Finding.Fail($"Could not be judged: {e.Message} ({root}).", $"Run {root} too: it says why.");
        }
        catch (PrerequisiteException e)
        {
            return Finding.Skip($"{char.ToUpperInvariant(e.Message[0])}{e.Message[1..]}{(e.CheckId is null ? "" : $" ({e.CheckId})")}.", e.Enable);
        }
        catch (Exception e) when (e is not (OperationCanceledException or UserErrorException))
        {
            return Finding.Fail($"The check could not run: {e.GetType().Name}: {e.Message}", "Run it again; if it stays, report it as our bug.")
                with
            { Evidence = e.ToString().Split('\n') };
        }
    }

    private async Task<T> OrEndAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (UserErrorException)
        {
            await run.CancelAsync();
            throw;
        }
    }

    private CheckResult Done(CheckResult result)
    {
        progress.Report(new VerifyEvent.CheckDone(result));
        return result;
    }

    private static Finding FindingOf(BuildOutcome outcome) => outcome switch
    {
        BuildOutcome.Failed failed => Finding.Fail($"The build failed at: {failed.Step}", "Mend the first error of the log.")
            with
        { Evidence = failed.LogTail, RepeatCommand = failed.Command },
        BuildOutcome.Built built => Finding.Pass($"Built in {built.Took.TotalSeconds:0.0} s."),
        _ => throw new InvalidOperationException($"Not a build's outcome: {outcome}."),
    };

    private sealed class BuildLog(IProgress<VerifyEvent> progress) : IProgress<string>
    {
        public void Report(string value) => progress.Report(new VerifyEvent.BuildLine(value));
    }
}
