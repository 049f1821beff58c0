namespace Scaffold.Core.Regeneration;

/// <summary>A text in lines without their ends, and how each ended.</summary>
internal sealed class TextLines
{
    private const char Mark = '\uFEFF';
    private readonly List<string> _lines = [];
    private readonly List<string> _ends = [];

    public TextLines(string text)
    {
        StartsWithMark = text.StartsWith(Mark);
        for (var at = StartsWithMark ? 1 : 0; at < text.Length;)
        {
            var newline = text.IndexOf('\n', at);
            var stop = newline < 0 ? text.Length : newline > at && text[newline - 1] is '\r' ? newline - 1 : newline;
            var next = newline < 0 ? text.Length : newline + 1;
            _lines.Add(text[at..stop]);
            _ends.Add(text[stop..next]);
            at = next;
        }
        var windows = _ends.Count(end => end is "\r\n");
        var unix = _ends.Count(end => end is "\n");
        LineEnd = windows > unix ? "\r\n" : unix > 0 ? "\n" : null;
    }

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>How each line ended: nothing where the last line did not.</summary>
    public IReadOnlyList<string> Ends => _ends;

    public bool StartsWithMark { get; }

    /// <summary>What most lines end in; null where none ends.</summary>
    public string? LineEnd { get; }

    public bool LastLineEnds => _ends is not [.., ""];
}
