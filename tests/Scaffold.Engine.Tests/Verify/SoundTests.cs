using Scaffold.Checks;
using Scaffold.Checks.Verification;

namespace Scaffold.Tests.Verify;

/// <summary>A check that cries wolf is no use: each is held to images of other makes that keep the contract.</summary>
public sealed class SoundTests(SoundRuns runs) : IClassFixture<SoundRuns>
{
    /// <summary>One alone: <c>-preEnumerateTheories -trait image=uvicorn</c>.</summary>
    public static IEnumerable<TheoryDataRow<string>> Images => SoundImage.Names.Select(name => new TheoryDataRow<string>(name).WithTrait("image", name));

    [EngineTheory]
    [MemberData(nameof(Images))]
    public async Task Finds_nothing_where_nothing_is_broken(string name)
    {
        var image = SoundImage.Of(name);

        var result = await runs.Of(name);

        KillTable.Add(image, name, result);
        Assert.True(result.Checks.All(check => image.Allows(check.Info.Id, check.Finding.Outcome)), Words.Of(result));
        Assert.All(image.Warns.Keys, id => Assert.Equal(Outcome.Warn, result.Checks.Single(check => check.Info.Id == id).Finding.Outcome));
        Assert.Contains(result.Checks, check => check.Info != Verifier.BuildInfo && check.Finding.Outcome is Outcome.Pass);
    }

    [Fact]
    public void Every_sound_image_says_of_what_make_it_is() =>
        Assert.All(SoundImage.Names.Select(SoundImage.Of), image => Assert.All([image.About, .. image.Warns.Values], text => Assert.NotEmpty(text ?? "")));
}
