using System.Text.RegularExpressions;

namespace Scaffold.Engine.Processes;

/// <summary>The variables that ENV sets in the last stage of a Dockerfile, as far as they are plain values: what a run outside a container must bring itself.</summary>
internal static partial class DockerfileVariables
{
    public static IReadOnlyDictionary<string, string> Read(string dockerfile)
    {
        Dictionary<string, string> variables = [];
        foreach (Match instruction in Instruction().Matches(Comment().Replace(dockerfile.ReplaceLineEndings("\n"), "").Replace("\\\n", " ", StringComparison.Ordinal)))
        {
            if (instruction.Groups["name"].Value.Equals("FROM", StringComparison.OrdinalIgnoreCase))
                variables.Clear();
            else
                Add(variables, instruction.Groups["rest"].Value.Trim());
        }
        return variables;
    }

    private static void Add(Dictionary<string, string> variables, string words)
    {
        foreach (Match pair in Pair().Matches(words))
        {
            var value = pair.Groups["plain"].Success ? pair.Groups["plain"].Value : pair.Groups["quoted"].Value;
            if (!value.Contains('$', StringComparison.Ordinal)) // PATH and the like name what only the image has
                variables[pair.Groups["name"].Value] = value;
        }
    }

    [GeneratedRegex(@"^[ \t]*#.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[ \t]*(?<name>FROM|ENV)[ \t](?<rest>.*)$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Instruction();

    [GeneratedRegex("""(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?:"(?<quoted>[^"]*)"|'(?<quoted>[^']*)'|(?<plain>[^\s"']*))""")]
    private static partial Regex Pair();
}
