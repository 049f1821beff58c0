using Scaffold.Checks;
using Scaffold.Checks.Budgets;
using Scaffold.Checks.Serving;
using Scaffold.Checks.Verification;
using Scaffold.Core.Problems;
using Scaffold.Engine;
using Scaffold.Tests.Checks;

namespace Scaffold.Tests.Verify;

public sealed class BudgetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_figure_passes_at_its_limit_and_fails_above_it()
    {
        Assert.Equal(Outcome.Pass, BudgetChecks.Judge("The image has", 900, 900, "MB", "Shrink it.").Outcome);
        var crossed = BudgetChecks.Judge("The image has", 900.01, 900, "MB", "Shrink it.");

        Assert.Equal((Outcome.Fail, "The image has 900.01 MB; the budget is 900 MB.", "Shrink it."), (crossed.Outcome, crossed.Message, crossed.Fix));
    }

    [Fact]
    public void The_percentile_is_the_nearest_rank_and_thinning_keeps_the_slowest()
    {
        SampleLoad load = new(8, [.. Enumerable.Range(1, 1000).Select(n => (double)(n * 7 % 1000))], 1000, null);

        Assert.Equal(989, load.Percentile(0.99));
        Assert.Equal(200, load.Thinned(200).Count);
        Assert.Equal(999, load.Thinned(200).Max());
    }

    [Fact]
    public async Task Every_budget_is_read_and_becomes_a_check()
    {
        var samples = await ReadAsync("""{"budgets": {"imageMegabytes": 900, "coldStartSeconds": 10, "trainSeconds": 60, "p99Milliseconds": {"limit": 200, "concurrency": 8}}}""");

        Assert.Equal(new() { ImageMegabytes = 900, ColdStartSeconds = 10, TrainSeconds = 60, P99Milliseconds = new(200, 8) }, samples.Budget);
        Assert.Equal(["budget-image", "budget-cold-start", "budget-train", "budget-p99"], BudgetChecks.For(samples.Budget).Select(check => check.Info.Id));
    }

    [Theory]
    [InlineData("""{"budgets": {"imageMegabytes": 0}}""", "a number above 0")]
    [InlineData("""{"budgets": {"imageSize": 1}}""", "imageMegabytes, coldStartSeconds")]
    [InlineData("""{"budgets": {"p99Milliseconds": 200}}""", "an object")]
    [InlineData("""{"budgets": {"p99Milliseconds": {"limit": 200}}}""", "an object with concurrency")]
    [InlineData("""{"budgets": {"p99Milliseconds": {"limit": 200, "concurrency": 1.5}}}""", "a whole number from 1 to 100")]
    public async Task A_limit_that_is_none_is_a_usage_error(string json, string allowed)
    {
        var fault = await Assert.ThrowsAsync<UserErrorException>(() => ReadAsync(json));

        Assert.Contains(allowed, fault.Problem.Fix, StringComparison.Ordinal);
    }

    /// <summary>Of this image nothing is declared, and its engine tells nothing.</summary>
    [Fact]
    public async Task What_could_not_be_measured_fails_and_says_why()
    {
        await ReadAsync("""{"budgets": {"imageMegabytes": 900, "coldStartSeconds": 10, "trainSeconds": 60, "p99Milliseconds": {"limit": 200, "concurrency": 8}}}""");
        await using ImageInMemory engine = new(new("sha256:1", "linux", "amd64", 100)) { Can = EngineAbilities.None };

        var result = await new Verifier(engine, []).RunAsync(new() { Image = "image", SamplesPath = _folder.Path }, new Progress<VerifyEvent>(), Ct);

        var budgets = result.Checks.Where(check => check.Info.Id.StartsWith("budget-", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, budgets.Count);
        Assert.All(budgets, budget => Assert.Equal(Outcome.Fail, budget.Finding.Outcome));
        Assert.Equal(
            [
                "Could not be measured: The memory engine has no containers.", "Could not be measured: No model is declared and none is trained.",
                "Could not be measured: No training data is declared.", "Could not be measured: No sample request is declared.",
            ],
            budgets.Select(budget => budget.Finding.Message));
        Assert.All(budgets, budget => Assert.NotEmpty(budget.Finding.Fix ?? ""));
    }

    private async Task<Samples> ReadAsync(string json)
    {
        await File.WriteAllTextAsync(_folder["verify.json"], json, Ct);
        return await SamplesFile.ReadAsync(_folder.Path, Ct);
    }
}
