namespace Scaffold.Tests.Regeneration;

/// <summary>docs/adopt.md is run as it stands.</summary>
public sealed class AdoptPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_page_prints_what_it_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes to mend there.");
        Lineage.WriteTo(_folder["decision-trees"], "decision-trees");
        await ConsolePage.RunAsync("adopt.md", _folder.Path);
    }
}
