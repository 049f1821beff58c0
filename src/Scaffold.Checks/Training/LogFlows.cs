using System.Text.RegularExpressions;

namespace Scaffold.Checks.Training;

/// <summary>Lines of the log come while training runs, and the declared metrics are in them.</summary>
internal sealed class LogFlows : ICheck
{
    // What comes this long before the end was not held back until then.
    private static readonly TimeSpan WellBefore = TimeSpan.FromSeconds(2);

    public CheckInfo Info { get; } = new("C-45", "The log flows, and metrics are found in it", Phase.Train, Profile.Train, ["LOG-01", "LOG-02", "LOG-03", "LOG-04"])
    {
        Needs = Needs.Image | Needs.Channels,
        Details = """
            Each metric that verify.json (`metrics`) or `--metric` declares is looked for in the log of the normal run: its
            expression must match, and group 1 of a match must be a finite number.

            Whether lines come in time is seen in the run that C-48 stops: it fails when none has come before the signal and some
            after it. Where there is no such run, a line of the normal run two seconds before its end is proof enough; a shorter run
            cannot tell.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var normal = (await subject.Training.PassingBaselineAsync(ct)).Outcome;
        Tally tally = new() { RepeatCommand = normal.RepeatCommand, Measured = { ["lines"] = normal.Log.Count, ["metrics"] = subject.Samples.Metrics.Count } };
        foreach (var metric in subject.Samples.Metrics)
            Judge(tally, metric, normal);
        var metrics = subject.Samples.Metrics.Count == 0 ? "" : $" Found in it: {string.Join(", ", subject.Samples.Metrics.Select(metric => metric.Name))}.";
        if (normal.Log is not [var first, ..])
        {
            tally.Fail("Training printed nothing to stdout or stderr", "Print what training does, a line per epoch at least: files are not looked at (LOG-01).");
            return tally.ToFinding("");
        }
        try
        {
            var seen = Judge(tally, await subject.Training.StoppedAsync(ct));
            return tally.ToFinding($"{seen}{metrics}");
        }
        catch (PrerequisiteException) when (normal.Took - first.At >= WellBefore)
        {
            return tally.ToFinding($"The first line came {(normal.Took - first.At).TotalSeconds:0.0} s before the end.{metrics}");
        }
        catch (PrerequisiteException e) when (!tally.HasFailed)
        {
            return Finding.Skip($"Whether the log comes while training runs cannot be told: {e.Message}.{metrics}", e.Enable);
        }
        catch (PrerequisiteException)
        {
            return tally.ToFinding("");
        }
    }

    private static string Judge(Tally tally, StoppedRun stopped)
    {
        tally.Measured["linesBeforeStop"] = stopped.LinesBefore;
        if (stopped.LinesBefore == 0)
        {
            tally.Fail($"No line of the log came in {stopped.Before.TotalSeconds:0.0} s of a long run; {stopped.Outcome.Log.Count} came when it was stopped",
                "Flush each line: PYTHONUNBUFFERED=1, print(flush=True), Console.Out.AutoFlush.", stopped.Outcome.Evidence(5));
        }
        return $"{stopped.LinesBefore} line{(stopped.LinesBefore == 1 ? "" : "s")} had come when a long run was stopped after {stopped.Before.TotalSeconds:0.0} s.";
    }

    private static void Judge(Tally tally, SampleMetric metric, TrainingOutcome normal)
    {
        try
        {
            var values = LogMetrics.Of(metric, normal);
            if (values.Count == 0)
                tally.Fail($"The metric {metric.Name} is not in the log: {metric.Pattern} matches none of {normal.Log.Count} lines", "Print it, or correct its expression.", normal.Evidence(5));
            else if (values.All(value => LogMetrics.Number(value) is null))
                tally.Fail($"The metric {metric.Name} is no number: group 1 of {metric.Pattern} is \"{values[0]}\"", "Put the group around the number, greedy: loss=([-+0-9.eE]+).", normal.Evidence(5));
        }
        catch (RegexMatchTimeoutException e)
        {
            tally.Fail($"The expression of the metric {metric.Name} took more than {e.MatchTimeout.TotalSeconds:0} s on one line", "Write it without nested repetition.", normal.Evidence(5));
        }
    }
}
