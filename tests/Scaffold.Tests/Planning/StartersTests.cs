using System.Text.RegularExpressions;

namespace Scaffold.Tests.Planning;

/// <summary>The Python starters share nothing by import: an owner reads one file.</summary>
public sealed partial class StartersTests
{
    [Theory]
    [InlineData("pytorch")]
    [InlineData("chainer")]
    public void The_network_is_the_same_in_training_and_serving(string framework)
    {
        var trained = Definitions(framework, "code/train.py.scriban")["Network"];
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
