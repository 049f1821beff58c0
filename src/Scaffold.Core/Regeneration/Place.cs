namespace Scaffold.Core.Regeneration;

/// <summary>Where one side or both changed the text they come from, as lines of each.</summary>
internal sealed record Place(bool IsOurs, bool IsTheirs, int OursStart, int OursEnd, int TheirsStart, int TheirsEnd)
{
    /// <summary>The places in order. Changes that overlap or touch are one place, as far as they reach.</summary>
    public static IEnumerable<Place> Of(IReadOnlyList<Change> ours, IReadOnlyList<Change> theirs)
    {
        var (ourCount, theirCount, ourShift, theirShift) = (0, 0, 0, 0);
        while (ourCount < ours.Count || theirCount < theirs.Count)
        {
            var (ourFirst, theirFirst) = (ourCount, theirCount);
            var start = Math.Min(StartOf(ours, ourCount), StartOf(theirs, theirCount));
            var end = start;
            while (StartOf(ours, ourCount) <= end || StartOf(theirs, theirCount) <= end)
                end = Math.Max(end, StartOf(ours, ourCount) <= end ? ours[ourCount++].FromEnd : theirs[theirCount++].FromEnd);

            var (ourStart, theirStart) = (start + ourShift, start + theirShift);
            ourShift = ShiftAfter(ours, ourCount);
            theirShift = ShiftAfter(theirs, theirCount);
            yield return new(ourCount > ourFirst, theirCount > theirFirst, ourStart, end + ourShift, theirStart, end + theirShift);
        }
    }

    private static int StartOf(IReadOnlyList<Change> changes, int index) => index < changes.Count ? changes[index].FromStart : int.MaxValue;

    private static int ShiftAfter(IReadOnlyList<Change> changes, int count) => count is 0 ? 0 : changes[count - 1].ToEnd - changes[count - 1].FromEnd;
}
