using System.IO.Enumeration;

namespace Scaffold.Checks.Distributed;

/// <summary>Reads a file of the SSH client's settings (ssh_config(5)).</summary>
internal static class SshConfig
{
    /// <summary>The first value of a setting that holds for a host; null when there is none. What depends on a Match does not count.</summary>
    public static string? ValueOf(string text, string setting, string host)
    {
        var holds = true;
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split([' ', '\t', '=', '\r', '"'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || words[0].StartsWith('#'))
                continue;
            if (Is(words[0], "Host"))
                holds = words[1..].Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, host)) && !words.Contains($"!{host}");
            else if (Is(words[0], "Match"))
                holds = false;
            else if (holds && Is(words[0], setting))
                return words[1];
        }
        return null;
    }

    private static bool Is(string word, string setting) => string.Equals(word, setting, StringComparison.OrdinalIgnoreCase);
}
