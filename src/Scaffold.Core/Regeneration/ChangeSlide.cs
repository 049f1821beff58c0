namespace Scaffold.Core.Regeneration;

/// <summary>
/// Among repeated lines an insertion or a removal may be said to be in several places. All are moved down to the last, as git does,
/// so that both sides' diffs say the same of the same change.
/// </summary>
internal static class ChangeSlide
{
    public static IReadOnlyList<Change> Down(IReadOnlyList<Change> changes, int[] from, int[] to)
    {
        Stack<Change> below = [];
        foreach (var first in changes.Reverse())
        {
            var change = first;
            while (true)
            {
                var limit = below.TryPeek(out var next) ? next.FromStart : from.Length;
                while (change.FromEnd < limit && CanMoveDown(change, from, to))
                    change = change.MovedDown();
                if (below.Count is 0 || change.FromEnd < limit)
                    break;
                below.Pop();
                change = new(change.FromStart, next.FromEnd, change.ToStart, next.ToEnd);
            }
            below.Push(change);
        }
        return [.. below];
    }

    private static bool CanMoveDown(Change change, int[] from, int[] to) =>
        !change.IsReplacement
        && (change.FromEnd > change.FromStart ? from[change.FromStart] == from[change.FromEnd] : to[change.ToStart] == to[change.ToEnd]);
}
