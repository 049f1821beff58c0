using System.Text;

namespace Scaffold.Core.Regeneration;

/// <summary>Three texts into one, line by line, as diff3 does it.</summary>
/// <remarks>
/// Changes of the two sides that overlap or touch make one region. Where only one side changed a region, or both did the
/// same, that is taken; else both versions stand there between conflict marks, and nobody has chosen.
/// </remarks>
public static class TextMerge
{
    /// <param name="pristine">What the template wrote.</param>
    /// <param name="ours">What its owner made of it; the result has its kind of line ends.</param>
    /// <param name="theirs">What the template writes today.</param>
    public static MergeResult Merge(string pristine, string ours, string theirs, MergeLabels labels)
    {
        string[] before = Lines(pristine), mine = Lines(ours), today = Lines(theirs);
        IReadOnlyList<LineChange> left = LineChange.Between(before, mine), right = LineChange.Between(before, today);
        StringBuilder text = new();
        int at = 0, l = 0, r = 0, conflicts = 0;
        while (l < left.Count || r < right.Count)
        {
            var start = Math.Min(l < left.Count ? left[l].Start : int.MaxValue, r < right.Count ? right[r].Start : int.MaxValue);
            var (end, firstLeft, firstRight) = (start, l, r);
            for (var grew = true; grew;)
            {
                grew = false;
                if (l < left.Count && left[l].Start <= end)
                    (end, l, grew) = (Math.Max(end, left[l].End), l + 1, true);
                if (r < right.Count && right[r].Start <= end)
                    (end, r, grew) = (Math.Max(end, right[r].End), r + 1, true);
            }
            text.AppendJoin("", before[at..start]);
            var (mineHere, todayHere) = (Slice(left, firstLeft, l, mine, start, end), Slice(right, firstRight, r, today, start, end));
            if (firstRight == r || mineHere.SequenceEqual(todayHere))
                text.AppendJoin("", mineHere);
            else if (firstLeft == l)
                text.AppendJoin("", todayHere);
            else
                conflicts += Mark(text, mineHere, todayHere, labels);
            at = end;
        }
        text.AppendJoin("", before[at..]);
        return new(HasCrLf(ours) ? text.Replace("\n", "\r\n").ToString() : text.ToString(), conflicts);
    }

    // What one side has in the place of lines start to end.
    private static string[] Slice(IReadOnlyList<LineChange> changes, int first, int next, string[] lines, int start, int end)
    {
        if (first == next)
        {
            var shift = first > 0 ? changes[first - 1].OtherStart + changes[first - 1].OtherCount - changes[first - 1].End : 0;
            return lines[(start + shift)..(end + shift)];
        }
        var (head, tail) = (changes[first], changes[next - 1]);
        return lines[(head.OtherStart - (head.Start - start))..(tail.OtherStart + tail.OtherCount + (end - tail.End))];
    }

    // What both versions begin or end with needs no mark.
    private static int Mark(StringBuilder text, string[] mine, string[] today, MergeLabels labels)
    {
        var shorter = Math.Min(mine.Length, today.Length);
        int head = 0, tail = 0;
        while (head < shorter && mine[head] == today[head])
            head++;
        while (tail < shorter - head && mine[^(tail + 1)] == today[^(tail + 1)])
            tail++;
        text.AppendJoin("", mine[..head]);
        text.Append($"<<<<<<< {labels.Ours}\n");
        Append(mine[head..^tail]);
        text.Append("=======\n");
        Append(today[head..^tail]);
        text.Append($">>>>>>> {labels.Theirs}\n");
        text.AppendJoin("", mine[^tail..]);
        return 1;

        void Append(string[] lines)
        {
            text.AppendJoin("", lines);
            if (lines.Length > 0 && !lines[^1].EndsWith('\n'))
                text.Append('\n');
        }
    }

    // Each with its end, so that a missing one at the end of the file is a difference like any other.
    private static string[] Lines(string text)
    {
        var unix = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        List<string> lines = [];
        for (var at = 0; at < unix.Length;)
        {
            var end = unix.IndexOf('\n', at) is var found and >= 0 ? found + 1 : unix.Length;
            lines.Add(unix[at..end]);
            at = end;
        }
        return [.. lines];
    }

    private static bool HasCrLf(string text)
    {
        var crLf = text.AsSpan().Count("\r\n");
        return crLf * 2 > text.AsSpan().Count('\n');
    }
}

/// <summary>What a merge came to.</summary>
/// <param name="Conflicts">How many places are marked.</param>
public sealed record MergeResult(string Text, int Conflicts);
