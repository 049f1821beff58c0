using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scaffold.Checks;
using Scaffold.Checks.Contract;

namespace Scaffold.Tests.Checks;

public partial class ContractTests
{
    [Fact]
    public void Rules_have_unique_IDs_and_one_of_four_levels_or_none()
    {
        Assert.Equal(Rules.InOrder.Count, Rules.InOrder.Select(rule => rule.Id).Distinct().Count());
        Assert.All(Rules.InOrder, rule =>
        {
            Assert.Matches(RuleId(), rule.Id);
            Assert.Contains(rule.Level, new[] { "MUST", "SHOULD", "MAY", "INFO", null });
            Assert.NotEmpty(rule.Text);
            Assert.NotEmpty(rule.Source);
        });
    }

    [Fact]
    public void Every_page_is_an_https_address_of_AWS_or_GitHub() => Assert.All(Rules.InOrder.Where(rule => rule.Page is not null), rule =>
    {
        Assert.Equal("https", rule.Page!.Scheme);
        Assert.Contains(rule.Page.Host, new[] { "docs.aws.amazon.com", "github.com" });
        Assert.True(Uri.IsWellFormedUriString(rule.Page.OriginalString, UriKind.Absolute), rule.Page.OriginalString);
    });

    [Fact]
    public void A_rule_read_in_the_developer_guide_names_its_page() => Assert.All(Rules.InOrder, rule =>
    {
        if (GuidePage().Match(rule.Source) is { Success: true } page)
            Assert.Equal($"https://docs.aws.amazon.com/sagemaker/latest/dg/{page.Groups[1].Value}.html", rule.Page?.OriginalString);
    });

    [Fact]
    public void Every_rule_that_a_check_names_exists() =>
        Assert.All(AllChecks.InOrder, check => Assert.Equal(check.Info.Rules, Rules.Of(check.Info).Select(rule => rule.Id)));

    [Fact]
    public void The_page_of_a_check_is_documentation_where_a_rule_has_it()
    {
        CheckInfo check = new("C-99", "Something holds", Phase.Image, Profile.All, ["IMG-06", "IMG-02", "TRN-16"]);

        Assert.Equal(Rules.Of("TRN-16").Page, Rules.PageOf(check));
        Assert.Equal(Rules.Of("IMG-02").Page, Rules.PageOf(check with { Rules = ["IMG-06", "IMG-02"] }));
        Assert.Null(Rules.PageOf(check with { Rules = ["IMG-06"] }));
    }

    [Fact]
    public void Mistakes_name_threads_in_full_and_checks_by_ID() => Assert.All(Mistakes.InOrder, mistake =>
    {
        Assert.NotEmpty(mistake.Failure);
        Assert.NotEmpty(mistake.Threads);
        Assert.All(mistake.Threads, thread => Assert.Matches(Thread(), thread));
        Assert.All(mistake.Checks, id => Assert.Matches(CheckId(), id));
        Assert.Equal(mistake.Checks.Distinct().Order(StringComparer.Ordinal), mistake.Checks);
    });

    [Fact]
    public void A_mistake_is_found_by_its_check() =>
        Assert.Contains(Mistakes.For("C-61"), mistake => mistake.Threads.Contains("aws/sagemaker-python-sdk#4115"));

    [Fact]
    public void A_mutant_names_its_thread_in_full() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests", "mutants"), "expect.json", SearchOption.AllDirectories)
            .Select(file => (string?)JsonNode.Parse(File.ReadAllText(file))!["thread"])
            .OfType<string>(),
        thread => Assert.Matches(Thread(), thread));

    [GeneratedRegex(@"^(?:[A-Z]{2,3}|V3)-\d\d$")]
    private static partial Regex RuleId();

    [GeneratedRegex(@"^C-\d\d$")]
    private static partial Regex CheckId();

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+#\d+$")]
    private static partial Regex Thread();

    [GeneratedRegex("dg:([a-z0-9-]+)")]
    private static partial Regex GuidePage();
}
