using Scaffold.Core.Parameters;

namespace Scaffold.Tests.Launchers;

/// <summary>Contract §3.7 and its neighbours, on the launchers we emit, run as programs.</summary>
public sealed class LauncherTests(EmittedLaunchers launchers) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static IEnumerable<TheoryDataRow<string, string>> Cases =>
        from language in new[] { Language.Python, Language.CSharp }
        from @case in LauncherCase.All()
        where @case.Only is null || @case.Only == language
        select new TheoryDataRow<string, string>(language, @case.Id)
        {
            TestDisplayName = $"train ({language}) {@case.Id}{(@case.Mended is { } why ? $", mended: {why}" : "")}",
        };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_launcher_gives_the_program_what_the_toolkit_would(string language, string id)
    {
        var @case = LauncherCase.All().Single(one => one.Id == id);

        var differences = await new LauncherRun(await launchers.ProgramAsync(language), @case, _folder.Path).DifferencesAsync();

        Assert.True(differences.Count is 0, string.Join('\n', differences));
    }
}
