using Scaffold.Checks;

namespace Scaffold.Tests.Verify;

/// <summary>A check that cannot fail proves nothing: each is held to an image broken in one place.</summary>
public sealed class MutantTests(MutantRuns runs) : IClassFixture<MutantRuns>
{
    /// <summary>One alone: <c>-preEnumerateTheories -trait mutant=no-model</c>.</summary>
    public static IEnumerable<TheoryDataRow<string>> Mutants => Mutant.Names.Select(name => new TheoryDataRow<string>(name).WithTrait("mutant", name));

    [EngineFact]
    public async Task The_sound_image_passes_every_check()
    {
        var result = await runs.Of(Mutant.Sound);

        Assert.True(result.Checks.All(check => check.Finding.Outcome is Outcome.Pass), Words.Of(result));
        Assert.Equal(["build", .. AllChecks.InOrder.Where(check => (check.Info.Profiles & Profile.Default) != 0).Select(check => check.Info.Id)], result.Checks.Select(check => check.Info.Id));
    }

    [EngineTheory]
    [MemberData(nameof(Mutants))]
    public async Task Finds_exactly_what_is_broken(string name)
    {
        var mutant = Mutant.Of(name);

        var result = await runs.Of(name);

        KillTable.Add(mutant, result);
        Assert.True(result.Checks.All(check => check.Finding.Outcome == mutant.Expected(check.Info.Id)), Words.Of(result));
        Assert.All(result.Checks.Where(check => check.Finding.Outcome is Outcome.Fail or Outcome.Warn), check => Assert.NotEmpty(check.Finding.Fix ?? ""));
        Assert.All(mutant.Says, said => Assert.Contains(said.Value, result.Checks.Single(check => check.Info.Id == said.Key).Finding.Message, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_check_has_a_mutant_that_it_finds()
    {
        var caught = Mutant.Names.SelectMany(name => Mutant.Of(name).Catches).ToHashSet();

        Assert.Equal([], AllChecks.InOrder.Select(check => check.Info.Id).Except(caught));
    }

    [Fact]
    public void Every_mutant_says_why_and_runs_what_it_names()
    {
        Assert.All(Mutant.Names.Select(Mutant.Of), mutant =>
        {
            Assert.NotEmpty(mutant.Why ?? "");
            Assert.NotEmpty(mutant.Only);
            Assert.Empty(mutant.Catches.Except([.. mutant.Only, "build"]));
        });
    }
}
