using System.Text.RegularExpressions;

namespace Scaffold.Tests.Planning;

/// <summary>The Python starters share nothing by import: an owner reads one file. What they have in common stays one text.</summary>
public sealed partial class StartersTests
{
    private static readonly string[] Everywhere = ["positive_integer", "positive_number", "StopRequest", "checkpoints"];
    private static readonly string[] OnNumbers = [.. Everywhere, "read_channel", "read_csv", "is_number"];

    public static TheoryData<string> Frameworks =>
        [.. Directory.GetDirectories(Path.Combine(RepositoryRoot.Path, "templates"), "python-*")
            .Where(folder => File.Exists(Path.Combine(folder, "code/train.py")))
            .Select(folder => Path.GetFileName(folder)["python-".Length..])];

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void Helpers_are_the_same_in_every_starter(string framework)
    {
        var model = Definitions("sklearn", "code/train.py");
        var starter = Definitions(framework, "code/train.py");

        foreach (var name in framework is "huggingface" or "spark" ? Everywhere : OnNumbers)
            Assert.Equal(model[name], starter.GetValueOrDefault(name));
        if (starter.TryGetValue("boolean", out var boolean))
            Assert.Equal(model["boolean"], boolean);
    }

    [Theory]
    [InlineData("pytorch")]
    [InlineData("chainer")]
    public void The_network_is_the_same_in_training_and_serving(string framework)
    {
        var trained = Definitions(framework, "code/train.py")["Network"];
        var served = Definitions(framework, "container/predictor.py")["Network"];

        Assert.Equal(Body(trained), Body(served));
    }

    // Without the first lines, which name the other file.
    private static string Body(string definition) => definition[definition.IndexOf("def __init__", StringComparison.Ordinal)..];

    private static Dictionary<string, string> Definitions(string framework, string file)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, $"templates/python-{framework}", file));
        return Definition().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Value.TrimEnd());
    }

    [GeneratedRegex(@"^(?:def|class) (?<name>\w+)[^\n]*\n(?:(?:[ )][^\n]*)?\n)*", RegexOptions.Multiline)]
    private static partial Regex Definition();
}
