using System.Text;

namespace Scaffold.Cli.Reports;

/// <summary>A stranger's text in Markdown: nothing in it is markup, a mention or a link.</summary>
internal static class MarkdownText
{
    /// <summary>For running text and the cells of a table.</summary>
    public static string Of(string text)
    {
        StringBuilder safe = new();
        foreach (var sign in Printable.Of(text))
        {
            switch (sign)
            {
                case '&' or '<' or '>' or '@' or '#' or ':' or '|' or '`' or '"': // entities are never markup; @name, #12 and http: would become links
                    safe.Append("&#").Append((int)sign).Append(';');
                    break;
                case '\\' or '*' or '_' or '{' or '}' or '[' or ']' or '(' or ')' or '!' or '~' or '$' or '-' or '+' or '=':
                    safe.Append('\\').Append(sign);
                    break;
                default:
                    safe.Append(sign);
                    break;
            }
        }
        return safe.ToString();
    }

    /// <summary>A block of code, fenced so that no line of it can end it.</summary>
    public static string Code(IReadOnlyList<string> lines)
    {
        var safe = lines.Select(Printable.Of).ToList();
        var fence = new string('`', Math.Max(3, 1 + safe.Max(Ticks)));
        return $"{fence}text\n{string.Join('\n', safe)}\n{fence}\n";
    }

    private static int Ticks(string line)
    {
        var (longest, run) = (0, 0);
        foreach (var sign in line)
        {
            run = sign is '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }
}
