using System.Text;
using CsCheck;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;

namespace Scaffold.Tests.Planning;

public class RepositoryPlanTests
{
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Valid = [.. Combinations.Valid().Where(choices => choices["base"] is not "explicit")];

    private static readonly Gen<Answers> AnyAnswers =
        from choices in Gen.Int[0, Valid.Count - 1].Select(index => Valid[index])
        from name in Gen.String[Gen.Char["abcXYZ019"], 1, 63]
        from program in Gen.String[Gen.Char["abcXYZ_"], 1, 59]
        select Answers.Create(name, new Dictionary<string, string>(choices)
        {
            ["program"] = choices["language"] is Language.Python ? program + ".py" : program,
        });

    [Fact]
    public void Equal_answers_give_equal_bytes() => AnyAnswers.Sample(answers =>
        Texts(answers).SequenceEqual(Texts(answers)), iter: 30);

    [Fact]
    public void No_path_leaves_the_repository_and_none_is_written_twice() => AnyAnswers.Sample(answers =>
    {
        var paths = RepositoryPlan.For(answers).Select(file => file.Path).ToList();
        return paths.Distinct(StringComparer.OrdinalIgnoreCase).Count() == paths.Count
            && paths.All(path => !Path.IsPathRooted(path) && !path.Split('/').Any(part => part is ".." or "." or ""));
    }, iter: 30);

    [Fact]
    public void Text_files_have_line_feeds_and_end_with_one()
    {
        foreach (var file in Valid.SelectMany(choices => RepositoryPlan.For(Answers.Create("a", choices))).Where(file => !file.Content.Span.Contains((byte)0)))
        {
            Assert.False(file.Content.Span.Contains((byte)'\r'), file.Path);
            Assert.True(file.Content.Span[^1] is (byte)'\n', $"{file.Path} ends without a line feed");
        }
    }

    // A builder may empty them between two builds and keep the layers: what a later step needs must be in a layer.
    [Fact]
    public void The_caches_of_a_build_hold_downloads_and_no_more()
    {
        string[] downloads = ["/root/.cache/pip", "/root/.local/share/NuGet/http-cache", "/var/cache/apt", "/var/lib/apt"];
        foreach (var file in Valid.SelectMany(choices => RepositoryPlan.For(Answers.Create("a", choices))).Where(file => file.Path is "Dockerfile"))
        {
            var caches = Encoding.UTF8.GetString(file.Content.Span).Split("--mount=type=cache,target=")[1..].Select(rest => rest.Split(' ', ',', '\n')[0]).ToList();
            Assert.NotEmpty(caches);
            Assert.Empty(caches.Except(downloads));
        }
    }

    [Theory]
    [InlineData("python", "container/serve", "container/train")]
    public void Programs_are_executable(string language, params string[] programs)
    {
        var plan = RepositoryPlan.For(Answers.Create("a", new Dictionary<string, string> { ["language"] = language }));

        Assert.Equal(programs, plan.Where(file => file.Executable).Select(file => file.Path).Order());
    }

    [Fact]
    public void The_proxy_configuration_goes_with_the_proxy()
    {
        foreach (var (proxy, there) in new[] { ("nginx", true), ("none", false) })
        {
            var plan = RepositoryPlan.For(Answers.Create("a", new Dictionary<string, string> { ["proxy"] = proxy }));
            Assert.Equal(there, plan.Any(file => file.Path is "container/nginx.conf"));
        }
    }

    [Fact]
    public void The_program_bears_its_name()
    {
        var answers = Answers.Create("a", new Dictionary<string, string> { ["language"] = "python", ["program"] = "fit.py" });

        var plan = RepositoryPlan.For(answers);

        Assert.Contains(plan, file => file.Path is "code/fit.py");
        Assert.Contains("SAGEMAKER_PROGRAM=fit.py", Encoding.UTF8.GetString(plan.Single(file => file.Path is "Dockerfile").Content.Span), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(Answers answers) =>
        RepositoryPlan.For(answers).Select(file => $"{file.Path} {file.Executable} {Convert.ToHexString(file.Content.Span)}");
}
