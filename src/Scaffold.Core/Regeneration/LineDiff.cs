using DiffPlex;
using DiffPlex.Chunkers;

namespace Scaffold.Core.Regeneration;

/// <summary>What changed between two lists of lines, in time that is bounded whatever the lists hold.</summary>
internal sealed class LineDiff
{
    // DiffPlex takes time in proportion to lines times differences. Longer texts are cut where a line is alone of its kind.
    private const int MostLinesAtOnce = 1_000;

    private readonly int[] _from;
    private readonly int[] _to;
    private readonly bool[] _removed;
    private readonly bool[] _added;

    private LineDiff(IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        _from = Numbered(from);
        _to = Numbered(to);
        _removed = new bool[from.Count];
        _added = new bool[to.Count];

        int[] Numbered(IReadOnlyList<string> lines) =>
            [.. lines.Select(line => numbers.TryGetValue(line, out var number) ? number : numbers[line] = numbers.Count)];
    }

    /// <summary>The changes in order, at least one common line between each two.</summary>
    public static IReadOnlyList<Change> Between(IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        LineDiff diff = new(from, to);
        diff.Compare(0, from.Count, 0, to.Count, atAnchors: true);
        return ChangeSlide.Down(diff.Changes(), diff._from, diff._to);
    }

    private void Compare(int fromStart, int fromEnd, int toStart, int toEnd, bool atAnchors)
    {
        for (; fromStart < fromEnd && toStart < toEnd && _from[fromStart] == _to[toStart]; fromStart++, toStart++) { }
        for (; fromStart < fromEnd && toStart < toEnd && _from[fromEnd - 1] == _to[toEnd - 1]; fromEnd--, toEnd--) { }
        var from = OnBothSides(_from, fromStart, fromEnd, [.. _to.AsSpan(toStart, toEnd - toStart)], _removed);
        var to = OnBothSides(_to, toStart, toEnd, [.. _from.AsSpan(fromStart, fromEnd - fromStart)], _added);
        if (from.Count + to.Count <= MostLinesAtOnce)
        {
            CompareAll(from, to);
        }
        else if (atAnchors)
        {
            foreach (var (fromAnchor, toAnchor) in Anchors.Between(from, to, _from, _to))
            {
                Compare(fromStart, fromAnchor, toStart, toAnchor, atAnchors: false);
                (fromStart, toStart) = (fromAnchor + 1, toAnchor + 1);
            }
            Compare(fromStart, fromEnd, toStart, toEnd, atAnchors: false);
        }
        else
        {
            _removed.AsSpan(fromStart, fromEnd - fromStart).Fill(true);
            _added.AsSpan(toStart, toEnd - toStart).Fill(true);
        }
    }

    /// <summary>Where lines are that the other side has too; the rest have changed for sure.</summary>
    private static List<int> OnBothSides(int[] lines, int start, int end, HashSet<int> other, bool[] changed)
    {
        List<int> found = [];
        for (var i = start; i < end; i++)
        {
            if (other.Contains(lines[i]))
                found.Add(i);
            else
                changed[i] = true;
        }
        return found;
    }

    private void CompareAll(List<int> from, List<int> to)
    {
        if (from.Count is 0) // then to has none either
            return;
        Dictionary<int, char> letters = []; // a line is one character to DiffPlex
        foreach (var block in Differ.Instance.CreateDiffs(Spelled(from, _from), Spelled(to, _to), false, false, CharacterChunker.Instance).DiffBlocks)
        {
            for (var i = 0; i < block.DeleteCountA; i++)
                _removed[from[block.DeleteStartA + i]] = true;
            for (var i = 0; i < block.InsertCountB; i++)
                _added[to[block.InsertStartB + i]] = true;
        }

        string Spelled(List<int> places, int[] lines) => string.Concat(places.Select(place =>
            letters.TryGetValue(lines[place], out var letter) ? letter : letters[lines[place]] = (char)letters.Count));
    }

    private List<Change> Changes()
    {
        List<Change> changes = [];
        for (var (from, to) = (0, 0); from < _from.Length || to < _to.Length; from++, to++)
        {
            var (fromStart, toStart) = (from, to);
            while (from < _from.Length && _removed[from])
                from++;
            while (to < _to.Length && _added[to])
                to++;
            if (from > fromStart || to > toStart)
                changes.Add(new(fromStart, from, toStart, to));
        }
        return changes;
    }
}
