using System.Text.RegularExpressions;
using Scaffold.Checks;

namespace Scaffold.Tests.Checks;

public partial class AllChecksTests
{
    private static string DocsPath => Path.Combine(RepositoryRoot.Path, "docs", "checks.md");

    [Fact]
    public void Checks_are_in_the_order_of_their_IDs_which_are_unique()
    {
        var ids = AllChecks.InOrder.Select(check => check.Info.Id).ToList();

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches(Id(), id));
    }

    [Fact]
    public void Each_check_has_a_title_a_profile_and_rules() => Assert.All(AllChecks.InOrder, check =>
    {
        Assert.InRange(check.Info.Title.Length, 10, 90);
        Assert.NotEqual(Profile.None, check.Info.Profiles);
        Assert.NotEmpty(check.Info.Rules);
    });

    /// <summary>SCAFFOLD_ACCEPT=1 writes the table anew.</summary>
    [Fact]
    public async Task The_documented_table_is_this_list()
    {
        var ct = TestContext.Current.CancellationToken;
        var text = await File.ReadAllTextAsync(DocsPath, ct);
        var head = text[..text.IndexOf("| ID |", StringComparison.Ordinal)];
        var expected = head + Table();
        if (Environment.GetEnvironmentVariable("SCAFFOLD_ACCEPT") == "1")
            await File.WriteAllTextAsync(DocsPath, expected, ct);
        else
            Assert.Equal(expected, text.ReplaceLineEndings("\n"));
    }

    private static string Table() => "| ID | True when it passes | Phase | Judged for | Rules |\n| --- | --- | --- | --- | --- |\n" +
        string.Concat(AllChecks.InOrder.Select(check => check.Info).Select(info =>
            $"| {info.Id} | {info.Title} | {Lower(info.Phase)} | {Uses(info.Profiles)} | {string.Join(", ", info.Rules)} |\n"));

    private static string Uses(Profile profiles) => profiles is Profile.All ? "all" : string.Join(", ", ProfileNames.NamesOf(profiles));

    private static string Lower<T>(T value)
        where T : Enum => value.ToString().ToLowerInvariant();

    [GeneratedRegex(@"^C-\d\d$")]
    private static partial Regex Id();
}
