using System.Text;

namespace Scaffold.Checks.Dockerfiles;

/// <summary>Puts ARG and ENV values into a word and takes its quotes off. A variable nobody set here stays as it is written.</summary>
internal sealed class Expansion(char escape, IReadOnlyDictionary<string, string> variables)
{
    private const int Deepest = 16;

    public string Expand(string word, int depth = 0)
    {
        StringBuilder text = new();
        var quote = '\0';
        for (var at = 0; at < word.Length;)
        {
            var letter = word[at];
            if (letter is '"' or '\'' && (quote == '\0' || quote == letter))
            {
                quote = quote == '\0' ? letter : '\0';
                at++;
            }
            else if (letter == escape && quote != '\'' && at + 1 < word.Length)
            {
                if (quote == '"' && word[at + 1] != '"' && word[at + 1] != '$' && word[at + 1] != escape)
                    text.Append(letter);
                text.Append(word[at + 1]);
                at += 2;
            }
            else if (letter == '$' && quote != '\'')
            {
                text.Append(Variable(word, ref at, depth));
            }
            else
            {
                text.Append(letter);
                at++;
            }
        }
        return text.ToString();
    }

    private string Variable(string word, ref int at, int depth)
    {
        var start = at++;
        if (at < word.Length && word[at] == '{')
            return Braced(word, start, ref at, depth);
        var nameStart = at;
        while (at < word.Length && IsName(word[at]))
            at++;
        var name = word[nameStart..at];
        return variables.TryGetValue(name, out var value) ? value : word[start..at];
    }

    private string Braced(string word, int start, ref int at, int depth)
    {
        var close = Closing(word, at);
        if (close < 0)
        {
            at = word.Length;
            return word[start..];
        }
        var inner = word[(at + 1)..close];
        at = close + 1;
        var nameLength = inner.TakeWhile(IsName).Count();
        var name = inner[..nameLength];
        var set = variables.TryGetValue(name, out var value);
        if (nameLength == inner.Length)
            return set ? value! : word[start..at];

        var colon = inner[nameLength] == ':';
        var rest = inner[(nameLength + (colon ? 1 : 0))..];
        if (rest.Length == 0 || depth >= Deepest)
            return word[start..at];
        var full = set && !(colon && value!.Length == 0);
        return rest[0] switch
        {
            '-' => full ? value! : Expand(rest[1..], depth + 1),
            '+' => full ? Expand(rest[1..], depth + 1) : "",
            '?' when full => value!,
            _ => word[start..at],
        };
    }

    private static int Closing(string word, int open)
    {
        var level = 0;
        for (var at = open; at < word.Length; at++)
        {
            if (word[at] == '{')
                level++;
            else if (word[at] == '}' && --level == 0)
                return at;
        }
        return -1;
    }

    private static bool IsName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';
}
