using System.Text.Json.Nodes;
using Scaffold.Checks.Serving;

namespace Scaffold.Checks.Budgets;

/// <summary>99 of 100 answers to the first sample come in the time its team allows, so many requests at once.</summary>
internal sealed class LatencyStaysInBudget(LatencyBudget budget) : ICheck
{
    public CheckInfo Info { get; } = new("budget-p99", "Answers under load stay in their budget", Phase.Serve, Profile.All, [])
    {
        Needs = Needs.Image | Needs.Requests,
        MustBeJudged = true,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (!subject.Profiles.HasFlag(Profile.Serve))
            return Finding.Skip("No image here is judged for serving.", "Take p99Milliseconds out of the budgets, or judge it for serving: --profile serve.");
        await using var server = await subject.Servers.StartReadyAsync(ct);
        var load = await SampleLoad.RunAsync(server, subject.Samples.Requests[0], budget.Concurrency, LoadSize.Thorough, ct);
        var finding = load.Bad is { } bad
            ? Finding.Fail($"Of {load.Sent} requests, {budget.Concurrency} at once, one came to {bad}, so there is no figure to compare.", "Answer every sample with 200 under load.") with { Evidence = server.Run.Log.TailText(20) }
            : BudgetChecks.Judge(
                $"Of {load.Sent} requests, {budget.Concurrency} at once, 99 of 100 were answered within", load.Percentile(0.99), budget.Limit, "ms",
                "Make the prediction quicker or give the server more workers, or raise budgets.p99Milliseconds.");
        return finding with { Measured = Measured(load), RepeatCommand = server.Run.RepeatCommand };
    }

    private JsonObject Measured(SampleLoad load)
    {
        JsonObject measured = new() { ["requests"] = load.Sent, ["concurrency"] = budget.Concurrency, ["limitMilliseconds"] = budget.Limit };
        if (load.Milliseconds.Count > 0)
        {
            measured["p50Milliseconds"] = Math.Round(load.Percentile(0.5), 1);
            measured["p99Milliseconds"] = Math.Round(load.Percentile(0.99), 1);
            measured["latencyMilliseconds"] = new JsonArray([.. load.Thinned(200).Select(value => (JsonNode)Math.Round(value, 1))]);
        }
        return measured;
    }
}
