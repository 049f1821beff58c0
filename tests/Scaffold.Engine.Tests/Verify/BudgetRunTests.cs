using System.Text.Json.Nodes;

namespace Scaffold.Tests.Verify;

/// <summary>Budgets of verify.json on the sound image: two that hold and two that nothing could hold.</summary>
public sealed class BudgetRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BudgetRunTests() => Mutant.Of(Mutant.Sound).WriteTo(_folder["sound"]);

    public void Dispose() => _folder.Dispose();

    [EngineFact]
    public async Task Crossing_one_fails_and_every_figure_is_told()
    {
        var file = _folder["sound/samples/verify.json"];
        var samples = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        samples["budgets"] = JsonNode.Parse("""{"imageMegabytes": 1, "coldStartSeconds": 0.001, "trainSeconds": 600, "p99Milliseconds": {"limit": 60000, "concurrency": 4}}""");
        await File.WriteAllTextAsync(file, samples.ToJsonString(), TestContext.Current.CancellationToken);

        var ran = await Tool.RunAsync(_folder.Path, "verify", "sound", "--engine", "docker", "--only", "budget-image,budget-cold-start,budget-train,budget-p99", "--json", "-");

        ran.Ended(1);
        var checks = JsonNode.Parse(ran.Output)!["checks"]!.AsArray().Skip(1).ToDictionary(check => (string)check!["id"]!, check => check!);
        Assert.Equal(["fail", "fail", "pass", "pass"], checks.Values.Select(check => (string?)check["outcome"]));
        Assert.True((double)checks["budget-image"]["measured"]!["bytes"]! > 1e6);
        Assert.True((double)checks["budget-train"]["measured"]!["trainSeconds"]! > 0);
        var latency = checks["budget-p99"]["measured"]!;
        Assert.True((double)latency["p50Milliseconds"]! <= (double)latency["p99Milliseconds"]!);
        Assert.InRange((int)latency["requests"]!, 1, 1000);
        Assert.InRange(latency["latencyMilliseconds"]!.AsArray().Count, 1, 200);
    }
}
