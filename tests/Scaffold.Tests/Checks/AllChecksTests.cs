using System.Text.RegularExpressions;
using Scaffold.Checks;

namespace Scaffold.Tests.Checks;

public partial class AllChecksTests
{
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
    public Task The_documented_table_is_this_list() =>
        GeneratedDocument.HoldFromAsync(GeneratedDocument.PathOf("checks.md"), "| ID |", Table(), TestContext.Current.CancellationToken);

    private static string Table() => "| ID | True when it passes | Phase | Judged for | Rules |\n| --- | --- | --- | --- | --- |\n" +
        string.Concat(AllChecks.InOrder.Select(check => check.Info).Select(info =>
            $"| [{info.Id}](checks/{info.Id}.md) | {info.Title} | {EnumWords.Of(info.Phase)} | {EnumWords.Of(info.Profiles)} | {string.Join(", ", info.Rules)} |\n"));

    [GeneratedRegex(@"^C-\d\d$")]
    private static partial Regex Id();
}
