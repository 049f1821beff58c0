using Scaffold.Core.Parameters;
using Scaffold.Core.Problems;

namespace Scaffold.Tests.Parameters;

public class AnswersTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    public static TheoryData<string> HostileTexts =>
    [
        "", " ", ".", "..", "../up", "a/b", "a\\b", "a\nRUN rm -rf /", "a\r", "a\0b", "a\"b", "a'b", "a;b", "$(id)", "`id`", "a b", "-a", "--output",
        "a--b..c", "é", "名前", "a\u202eb", new string('a', 300), "a\n", "{{ 1 }}", "%PATH%", "a&b", "a|b", "a>b", "~", "*", "a,b", "#a",
    ];

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void A_name_that_could_break_out_is_refused(string name)
    {
        var refused = Assert.Throws<UserErrorException>(() => Answers.Create(name, Nothing)).Problem;

        Assert.Equal(("SM001", ExitCode.Usage), (refused.Code, refused.Exit));
        Assert.DoesNotContain(refused.ToString(), c => char.IsControl(c) && c is not '\n');
        Assert.True(refused.ToString().Length < 500);
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void A_program_that_could_break_out_is_refused(string program)
    {
        foreach (var language in new[] { Language.CSharp, Language.Python })
        {
            var given = new Dictionary<string, string> { ["language"] = language, ["program"] = program + (language is Language.Python ? ".py" : "") };

            var refused = Assert.Throws<UserErrorException>(() => Answers.Create("good", given)).Problem;

            Assert.Equal(("SM002", ExitCode.Usage), (refused.Code, refused.Exit));
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("my-model")]
    [InlineData("My.Model_2")]
    [InlineData("0")]
    public void A_plain_name_is_taken(string name) => Assert.Equal(name, Answers.Create(name, Nothing).Name);

    [Fact]
    public void A_misspelt_choice_names_the_good_ones_and_the_nearest()
    {
        var refused = Assert.Throws<UserErrorException>(() => Answers.Create("a", new Dictionary<string, string> { ["framework"] = "skleran" })).Problem;

        Assert.Contains("good are mlnet, sklearn", refused.What, StringComparison.Ordinal);
        Assert.Equal("Use --framework sklearn.", refused.Fix);
    }

    [Fact]
    public void A_choice_of_another_language_names_the_language()
    {
        var refused = Assert.Throws<UserErrorException>(() =>
            Answers.Create("a", new Dictionary<string, string> { ["language"] = "csharp", ["framework"] = "sklearn" })).Problem;

        Assert.Equal("Use --language python, or --framework mlnet.", refused.Fix);
    }

    [Fact]
    public void The_language_follows_from_a_choice_that_only_one_has() =>
        Assert.Equal("python", Answers.Create("a", new Dictionary<string, string> { ["framework"] = "sklearn" }).Language);

    [Fact]
    public void Every_combination_is_valid()
    {
        var all = Combinations.All();

        Assert.Equal(4, all.Count);
        Assert.All(all, choices => Answers.Create("a", choices));
    }
}
