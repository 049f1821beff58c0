using System.CommandLine;
using System.CommandLine.Parsing;

namespace Scaffold.Cli;

/// <summary>The words of the command that was meant, for pointing at its help.</summary>
internal static class CommandPath
{
    /// <summary>Such as <c>images resolve</c>, each word with a space behind it; empty at the root.</summary>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        Stack<string> words = [];
        for (var result = parsed.CommandResult; result.Parent is CommandResult parent; result = parent)
            words.Push(result.Command.Name);
        return words.Count > 0 ? words.Append("") : [];
    }
}
