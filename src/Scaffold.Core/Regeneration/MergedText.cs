using System.Text;

namespace Scaffold.Core.Regeneration;

/// <summary>The text that a merge writes: the owner's lines as they were, the template's with the owner's line end.</summary>
internal sealed class MergedText(TextLines ours, TextLines theirs, MergeLabels labels)
{
    private const int Nearest = 3; // conflicts with no more lines between them than this are one
    private readonly string _lineEnd = ours.LineEnd ?? theirs.LineEnd ?? "\n";
    private readonly StringBuilder _text = new(ours.StartsWithMark ? "\uFEFF" : "");
    private int _lastEnd; // its length; none after a mark, which always ends

    public int Conflicts { get; private set; }

    public void AddOurs(int start, int end)
    {
        for (var i = start; i < end; i++)
            Add(ours.Lines[i], ours.Ends[i] is "" ? _lineEnd : ours.Ends[i]);
    }

    public void AddTheirs(int start, int end)
    {
        for (var i = start; i < end; i++)
            Add(theirs.Lines[i], _lineEnd);
    }

    /// <summary>Both sides of a place that both changed. What they have in common there is no conflict.</summary>
    public void AddBoth(int oursStart, int oursEnd, int theirsStart, int theirsEnd)
    {
        var changes = LineDiff.Between([.. ours.Lines.Take(oursStart..oursEnd)], [.. theirs.Lines.Take(theirsStart..theirsEnd)]);
        var done = 0;
        for (var i = 0; i < changes.Count; i++)
        {
            var first = changes[i];
            while (i + 1 < changes.Count && AreNear(oursStart + changes[i].FromEnd, oursStart + changes[i + 1].FromStart))
                i++;
            AddOurs(oursStart + done, oursStart + first.FromStart);
            done = changes[i].FromEnd;
            Conflicts++;
            AddMark($"<<<<<<< {labels.Ours}");
            AddOurs(oursStart + first.FromStart, oursStart + done);
            AddMark("=======");
            AddTheirs(theirsStart + first.ToStart, theirsStart + changes[i].ToEnd);
            AddMark($">>>>>>> {labels.Theirs}");
        }
        AddOurs(oursStart + done, oursEnd);
    }

    public string ToText(bool lastLineEnds) => _text.ToString(0, _text.Length - (lastLineEnds ? 0 : _lastEnd));

    private bool AreNear(int start, int end) => end - start <= Nearest || !ours.Lines.Take(start..end).Any(line => line.Any(char.IsAsciiLetterOrDigit));

    private void Add(string line, string end)
    {
        _text.Append(line).Append(end);
        _lastEnd = end.Length;
    }

    private void AddMark(string mark)
    {
        Add(mark, _lineEnd);
        _lastEnd = 0;
    }
}
