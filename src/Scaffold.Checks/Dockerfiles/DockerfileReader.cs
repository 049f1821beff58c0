using System.Text;
using System.Text.RegularExpressions;

namespace Scaffold.Checks.Dockerfiles;

/// <summary>Splits a Dockerfile into instructions: directives, comments, continuation lines, heredocs.</summary>
internal sealed partial class DockerfileReader
{
    private readonly string[] _lines;
    private char _escape = '\\';
    private int _next;

    public DockerfileReader(string text) =>
        _lines = [.. text.TrimStart('\uFEFF').Split('\n').Select(line => line.EndsWith('\r') ? line[..^1] : line)];

    public Dockerfile Read(string path)
    {
        ReadDirectives();
        List<Instruction> instructions = [];
        while (_next < _lines.Length)
        {
            var line = _next + 1;
            if (IsSkipped(_lines[_next]))
                _next++;
            else if (ReadInstruction(line) is { } instruction)
                instructions.Add(instruction);
        }
        return new(path, _escape, instructions);
    }

    /// <summary>Directives come first; the first line that is none ends them.</summary>
    private void ReadDirectives()
    {
        for (; _next < _lines.Length; _next++)
        {
            var match = Directive().Match(_lines[_next]);
            if (!match.Success)
                return;
            if (match.Groups[1].ValueSpan.Equals("escape", StringComparison.OrdinalIgnoreCase) && match.Groups[2].Value is "`" or "\\")
                _escape = match.Groups[2].Value[0];
        }
    }

    private Instruction? ReadInstruction(int line)
    {
        var text = ReadLogicalLine().Trim();
        if (text.Length == 0)
            return null;
        var end = text.AsSpan().IndexOfAny(Words.Blanks);
        var keyword = (end < 0 ? text : text[..end]).ToUpperInvariant();
        var (flags, arguments) = ReadFlags(end < 0 ? "" : text[end..].TrimStart());
        var json = keyword is "ADD" or "CMD" or "COPY" or "ENTRYPOINT" or "RUN" or "SHELL" or "VOLUME" ? JsonForm.Read(arguments) : null;
        IReadOnlyList<Heredoc> heredocs = json is null && keyword is "ADD" or "COPY" or "RUN" ? ReadHeredocs(arguments) : [];
        return new(keyword, arguments, line, _next) { Flags = flags, Json = json, Heredocs = heredocs };
    }

    private string ReadLogicalLine()
    {
        StringBuilder text = new();
        var more = true;
        for (var first = true; more && _next < _lines.Length; _next++)
        {
            if (!first && IsSkipped(_lines[_next]))
                continue;
            var line = _lines[_next];
            first = false;
            more = Continues(line, out var length);
            text.Append(line, 0, length);
        }
        return text.ToString();
    }

    /// <summary>True when the line ends in one escape character, blanks behind it allowed.</summary>
    private bool Continues(string line, out int length)
    {
        length = line.Length;
        var last = line.AsSpan().TrimEnd(" \t").Length - 1;
        if (last < 0 || line[last] != _escape || (last > 0 && line[last - 1] == _escape))
            return false;
        length = last;
        return true;
    }

    private static bool IsSkipped(string line) => line.AsSpan().TrimStart() is [] or ['#', ..];

    private (IReadOnlyList<InstructionFlag>, string) ReadFlags(string arguments)
    {
        List<InstructionFlag> flags = [];
        while (arguments.StartsWith("--", StringComparison.Ordinal))
        {
            var length = Words.Length(arguments, 0, _escape);
            var word = arguments[2..length];
            arguments = arguments[length..].TrimStart();
            if (word.Length == 0)
                break;
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            flags.Add(equals < 0 ? new(word, "") : new(word[..equals], word[(equals + 1)..]));
        }
        return (flags, arguments);
    }

    private List<Heredoc> ReadHeredocs(string arguments)
    {
        List<Heredoc> heredocs = [];
        foreach (var word in Words.Split(arguments, _escape))
        {
            var match = HeredocWord().Match(word);
            if (match.Success && Words.Unquote(match.Groups[2].Value) is { Length: > 0 } name)
                heredocs.Add(new(name, ReadHeredocBody(name, chomp: match.Groups[1].Length > 0)));
        }
        return heredocs;
    }

    private string ReadHeredocBody(string name, bool chomp)
    {
        StringBuilder body = new();
        while (_next < _lines.Length)
        {
            var line = _lines[_next++];
            if (chomp)
                line = line.TrimStart('\t');
            if (line == name)
                break;
            body.Append(line).Append('\n');
        }
        return body.ToString();
    }

    [GeneratedRegex(@"^\s*#\s*(syntax|escape|check)\s*=\s*(.+?)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^\d*<<(-?)([^<\s]+)$")]
    private static partial Regex HeredocWord();
}
