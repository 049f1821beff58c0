using DiffPlex;
using DiffPlex.Chunkers;

namespace Scaffold.Core.Regeneration;

/// <summary>Lines of a text that another has otherwise.</summary>
/// <param name="Start">The first of them in the text; where they are inserted, when there is none.</param>
/// <param name="OtherStart">The first in the other text.</param>
internal sealed record LineChange(int Start, int Count, int OtherStart, int OtherCount)
{
    public int End => Start + Count;

    /// <summary>All changes from one text to the other, in order. Lines are compared with their ends.</summary>
    public static IReadOnlyList<LineChange> Between(IReadOnlyList<string> text, IReadOnlyList<string> other)
    {
        // What both begin and end with need not be searched: most changes are small.
        var shorter = Math.Min(text.Count, other.Count);
        int head = 0, tail = 0;
        while (head < shorter && text[head] == other[head])
            head++;
        while (tail < shorter - head && text[^(tail + 1)] == other[^(tail + 1)])
            tail++;
        var blocks = Differ.Instance.CreateDiffs(Middle(text), Middle(other), ignoreWhiteSpace: false, ignoreCase: false, new LineEndingsPreservingChunker()).DiffBlocks;
        return [.. blocks.Select(block => new LineChange(block.DeleteStartA + head, block.DeleteCountA, block.InsertStartB + head, block.InsertCountB))];

        string Middle(IReadOnlyList<string> lines) => string.Concat(lines.Skip(head).Take(lines.Count - head - tail));
    }
}
