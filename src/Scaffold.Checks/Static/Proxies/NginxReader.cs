using System.Text;

namespace Scaffold.Checks.Static.Proxies;

/// <summary>Reads nginx configurations and puts included files in their place. Any text is read: nginx itself is the judge of syntax.</summary>
/// <param name="files">Text by path; an <c>include</c> takes those its pattern fits by folder and name.</param>
internal sealed class NginxReader(IReadOnlyDictionary<string, string> files)
{
    private const int Deepest = 8;
    private readonly HashSet<string> _included = [];

    /// <summary>One tree for each file that no other one includes.</summary>
    public IReadOnlyList<NginxDirective> ReadAll()
    {
        List<(string File, NginxDirective Tree)> trees = [.. files.Keys.Order(StringComparer.Ordinal).Select(file => (file, Read(file, null, 0)))];
        return [.. trees.Where(tree => !_included.Contains(tree.File)).Select(tree => tree.Tree)];
    }

    private NginxDirective Read(string file, NginxDirective? parent, int depth)
    {
        var root = parent ?? new NginxDirective("", [], file, 1, null);
        var block = root;
        List<string> words = [];
        var line = 1;
        foreach (var (word, at) in Words(files[file]))
        {
            if (words.Count == 0)
                line = at;
            if (word is ";" or "{")
            {
                var directive = new NginxDirective(words.Count > 0 ? words[0] : "", [.. words.Skip(1)], file, line, block);
                words.Clear();
                block.Children.Add(directive);
                if (word == "{")
                    block = directive;
                else if (directive is { Name: "include", Arguments: [var pattern, ..] } && depth < Deepest)
                    Include(pattern, file, block, depth);
            }
            else if (word == "}")
            {
                words.Clear();
                block = block == root ? root : block.Parent ?? root;
            }
            else
            {
                words.Add(word);
            }
        }
        return root;
    }

    private void Include(string pattern, string from, NginxDirective block, int depth)
    {
        foreach (var file in files.Keys.Where(file => file != from && Fits(file, pattern)).Order(StringComparer.Ordinal))
        {
            _included.Add(file);
            Read(file, block, depth + 1);
        }
    }

    /// <summary>By name, and by folder where both name one: where a repository's file ends up is not known here.</summary>
    private static bool Fits(string file, string pattern)
    {
        var path = file.Split('/');
        var wanted = pattern.Split('/');
        return System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(wanted[^1], path[^1], ignoreCase: false) &&
            (wanted.Length < 2 || path.Length < 2 || wanted[^2] == path[^2]);
    }

    /// <summary>Words and the signs <c>; { }</c>, each with its line.</summary>
    private static IEnumerable<(string Word, int Line)> Words(string text)
    {
        StringBuilder word = new();
        var (line, quote, quoted) = (1, '\0', false);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            line += letter == '\n' ? 1 : 0;
            if (quote != '\0')
            {
                if (letter == quote)
                    quote = '\0';
                else
                    word.Append(letter == '\\' && at + 1 < text.Length ? text[++at] : letter);
                continue;
            }
            if (letter == '#' && word.Length == 0)
            {
                at = text.IndexOf('\n', at) is var end && end < 0 ? text.Length : end - 1;
                continue;
            }
            if (letter is '"' or '\'' && word.Length == 0)
            {
                (quote, quoted) = (letter, true);
                continue;
            }
            if (letter == '$' && at + 1 < text.Length && text[at + 1] == '{' && text.IndexOf('}', at) is var close and > 0)
            {
                word.Append(text, at, close - at + 1);
                at = close;
                continue;
            }
            if (!char.IsWhiteSpace(letter) && letter is not (';' or '{' or '}'))
            {
                word.Append(letter);
                continue;
            }
            if (word.Length > 0 || quoted)
                yield return (word.ToString(), letter == '\n' ? line - 1 : line);
            word.Clear();
            quoted = false;
            if (!char.IsWhiteSpace(letter))
                yield return (letter.ToString(), line);
        }
    }
}
