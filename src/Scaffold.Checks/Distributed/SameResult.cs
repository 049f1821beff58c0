using System.Text.Json.Nodes;
using Scaffold.Checks.Training;

namespace Scaffold.Checks.Distributed;

/// <summary>What several hosts learn together is what one learns alone: the metrics end at the same values.</summary>
internal static class SameResult
{
    /// <param name="alone">The normal run on one host.</param>
    /// <param name="leader">algo-1 of the job on several.</param>
    /// <inheritdoc cref="LogMetrics.Of" path="/exception"/>
    public static void Judge(Tally tally, IReadOnlyList<SampleMetric> metrics, double tolerance, TrainingOutcome alone, TrainingOutcome leader)
    {
        if (metrics.Count == 0)
            tally.Fail("A tolerance is declared, and no metric to compare", "Declare metrics in samples/verify.json, or leave the tolerance out.");
        foreach (var metric in metrics)
        {
            if (LogMetrics.LastOf(metric, alone) is not { } one)
                continue; // C-45 says so
            if (LogMetrics.LastOf(metric, leader) is not { } several)
            {
                tally.Fail($"On several hosts algo-1 does not print the metric {metric.Name}", "Print it on the leader, as on one host.", leader.Evidence(10));
                continue;
            }
            tally.Measured[$"{metric.Name}OnOneAndSeveral"] = new JsonArray(one, several);
            if (Math.Abs(several - one) > tolerance * Math.Max(Math.Abs(one), 1))
                tally.Fail(FormattableString.Invariant($"{metric.Name} ends at {several} on several hosts and at {one} on one, which differ by more than {tolerance}"), "Let the hosts share the batches of one, and average their gradients; or declare a wider tolerance.", leader.Evidence(5));
        }
    }
}
