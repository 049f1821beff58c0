using System.Text.RegularExpressions;

namespace Scaffold.Checks.Image;

/// <summary>Tells whether a shell script leaves its place to the program it starts.</summary>
internal static partial class ShellScript
{
    /// <summary>True when the last command is an <c>exec</c>, in any branch it may end in, or signals are trapped.</summary>
    public static bool HandsOver(string text)
    {
        var joined = text.Replace("\r", "", StringComparison.Ordinal).Replace("\\\n", " ", StringComparison.Ordinal);
        if (Trap().IsMatch(joined))
            return true;
        var commands = joined.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#')).ToList();
        var last = commands.FindLastIndex(line => !Closing().IsMatch(line));
        return last >= 0 && Exec().IsMatch(commands[last]);
    }

    [GeneratedRegex(@"^\s*trap\s+[^\n]*\b(SIG)?TERM\b", RegexOptions.Multiline)]
    private static partial Regex Trap();

    /// <summary>Words that only end a block.</summary>
    [GeneratedRegex(@"^(fi|esac|done|\}|;;)[\s;]*$")]
    private static partial Regex Closing();

    [GeneratedRegex(@"(^|[;&|)]\s*|\b(then|else|do)\s+)exec\s")]
    private static partial Regex Exec();
}
