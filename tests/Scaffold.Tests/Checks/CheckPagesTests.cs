using Scaffold.Checks;

namespace Scaffold.Tests.Checks;

public class CheckPagesTests
{
    private static string Folder => GeneratedDocument.PathOf("checks");

    public static TheoryData<string> Ids => [.. AllChecks.InOrder.Select(check => check.Info.Id)];

    /// <summary>SCAFFOLD_ACCEPT=1 writes it anew.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public Task The_page_is_the_check(string id) =>
        GeneratedDocument.HoldAsync(PageOf(id), CheckPage.Of(AllChecks.InOrder.Single(check => check.Info.Id == id).Info), TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_check_says_what_it_does_in_a_few_lines(string id) =>
        Assert.InRange(AllChecks.InOrder.Single(check => check.Info.Id == id).Info.Details.Split('\n').Length, 2, 16);

    /// <summary>SCAFFOLD_ACCEPT=1 removes them.</summary>
    [Fact]
    public void No_page_is_left_of_a_check_that_is_gone()
    {
        var orphans = Directory.EnumerateFiles(Folder).Except(Ids.Select(row => PageOf(row.Data))).ToList();
        if (GeneratedDocument.Accepts)
            orphans.ForEach(File.Delete);
        else
            Assert.Equal([], orphans);
    }

    private static string PageOf(string id) => Path.Combine(Folder, id + ".md");
}
