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

        Assert.Contains("good are mlnet, onnx, torchsharp, sklearn, ", refused.What, StringComparison.Ordinal);
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
    public void Every_combination_is_valid_or_refused_with_a_valid_one()
    {
        foreach (var choices in TemplateDefinition.Current["language"].Choices.SelectMany(language => Combinations.For(language.Value)))
        {
            var given = new Dictionary<string, string>(choices);
            if (choices["base"] is "explicit")
                given["base-image"] = "example.com/base:1";
            for (var refusals = 0; !Exclusions.AreValid(given); refusals++)
            {
                var refused = Assert.Throws<UserErrorException>(() => Answers.Create("a", given)).Problem;
                Assert.Equal("SM011", refused.Code);
                Assert.True(refusals < 5, refused.What);
                // What the message says to use, taken at its word.
                var words = refused.Fix.Split(' ', ',');
                given[words[1][2..]] = words[2];
                if (given["base"] is not "explicit")
                    given.Remove("base-image");
            }
            Answers.Create("a", given);
        }
    }

    [Theory]
    [InlineData("device gpu framework sklearn", "SM011", "device gpu does not go with framework sklearn.")]
    [InlineData("role inference toolkit sagemaker-training language python", "SM011", "toolkit sagemaker-training does not go with role inference.")]
    [InlineData("base explicit", "SM012", "base explicit needs an image to build on.")]
    [InlineData("base framework base-image x", "SM012", "base-image goes with base explicit, not framework.")]
    [InlineData("region eu-west-1", "SM013", "region goes with base sagemaker, not framework.")]
    [InlineData("base sagemaker framework mxnet", "SM011", "base sagemaker does not go with framework mxnet.")]
    [InlineData("base sagemaker framework huggingface", "SM011", "base sagemaker does not go with framework huggingface and device cpu and role combined.")]
    public void Choices_that_do_not_go_together_are_refused(string given, string code, string what)
    {
        var refused = Assert.Throws<UserErrorException>(() => Answers.Create("a", given.Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]))).Problem;

        Assert.Equal((code, what, ExitCode.Usage), (refused.Code, refused.What, refused.Exit));
    }

    [Fact]
    public void A_default_gives_way_to_what_was_asked_for() =>
        Assert.Equal("inference", Answers.Create("a", new Dictionary<string, string> { ["framework"] = "onnx" })["role"]);

    [Fact]
    public void An_image_to_build_on_says_what_the_base_is() =>
        Assert.Equal("explicit", Answers.Create("a", new Dictionary<string, string> { ["base-image"] = "example.com/base:1" })["base"]);
}
