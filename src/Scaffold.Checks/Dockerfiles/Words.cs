using System.Buffers;
using System.Text;

namespace Scaffold.Checks.Dockerfiles;

/// <summary>Words of an instruction: blanks part them, quotes hold them together.</summary>
internal static class Words
{
    public static SearchValues<char> Blanks { get; } = SearchValues.Create(" \t\v\f\r\n");

    /// <summary>The words as written, quotes kept.</summary>
    public static List<string> Split(string text, char escape)
    {
        List<string> words = [];
        for (var at = 0; at < text.Length;)
        {
            if (Blanks.Contains(text[at]))
            {
                at++;
                continue;
            }
            var length = Length(text, at, escape);
            words.Add(text.Substring(at, length));
            at += length;
        }
        return words;
    }

    /// <summary>Length of the word that begins at <paramref name="start"/>.</summary>
    public static int Length(string text, int start, char escape)
    {
        var quote = '\0';
        var at = start;
        for (; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == escape && quote != '\'' && at + 1 < text.Length)
                at++;
            else if (quote != '\0')
                quote = letter == quote ? '\0' : quote;
            else if (letter is '"' or '\'')
                quote = letter;
            else if (Blanks.Contains(letter))
                break;
        }
        return at - start;
    }

    /// <summary>Without quotes; nothing is replaced.</summary>
    public static string Unquote(string word) => word.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);

    /// <summary>The words as a shell would see them; each letter of an operator such as <c>&amp;&amp;</c> is a word of its own, a new line is <c>;</c>.</summary>
    public static List<string> Shell(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        var quote = '\0';
        var open = false;
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (quote == '\0' && (Blanks.Contains(letter) || ";|&<>()".Contains(letter, StringComparison.Ordinal)))
            {
                End();
                if (letter == '\n')
                    words.Add(";");
                else if (!Blanks.Contains(letter))
                    words.Add(letter.ToString());
            }
            else if (letter == '#' && quote == '\0' && !open)
            {
                var end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end - 1;
            }
            else if (letter == '\\' && quote != '\'' && at + 1 < text.Length)
            {
                word.Append(text[++at]);
                open = true;
            }
            else if (letter is '"' or '\'' && (quote == '\0' || quote == letter))
            {
                quote = quote == '\0' ? letter : '\0';
                open = true;
            }
            else
            {
                word.Append(letter);
                open = true;
            }
        }
        End();
        return words;

        void End()
        {
            if (open)
                words.Add(word.ToString());
            word.Clear();
            open = false;
        }
    }
}
