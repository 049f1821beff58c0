using System.Globalization;
using System.Text;

namespace Scaffold.Cli.Reports;

/// <summary>Makes a stranger's text safe to print: what a container says must not steer the terminal (escapes, line breaks, bidirectional marks).</summary>
internal static class Printable
{
    private const int Longest = 2_000;

    public static string Of(string text)
    {
        StringBuilder safe = new(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (safe.Length >= Longest)
                return safe.Append('…').ToString();
            if (rune.Value is '\t')
                safe.Append("    ");
            else if ((rune.Value & 0xfffe) == 0xfffe /* no character, and none in XML */ || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                safe.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                safe.Append(rune);
        }
        return safe.ToString();
    }
}
