namespace Scaffold.Tests.Regeneration;

/// <summary>docs/regenerate.md is run as it stands; <c>SCAFFOLD_ACCEPT=1</c> writes what it prints into it.</summary>
public sealed class RegeneratePageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_page_prints_what_it_says()
    {
        FormerRepository.WriteTo(_folder["my-model"], "python-1");
        await ConsolePage.RunAsync("regenerate.md", _folder.Path);
    }
}
