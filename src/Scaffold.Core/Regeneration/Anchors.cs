namespace Scaffold.Core.Regeneration;

/// <summary>Lines that occur once on each side: where two long texts are cut into short ones.</summary>
internal static class Anchors
{
    /// <summary>The longest run of such pairs that is in order on both sides.</summary>
    public static IReadOnlyList<(int From, int To)> Between(IReadOnlyList<int> fromPlaces, IReadOnlyList<int> toPlaces, int[] from, int[] to)
    {
        var once = Once(toPlaces, to);
        List<(int From, int To)> pairs =
            [.. Once(fromPlaces, from).Where(line => once.ContainsKey(line.Key)).Select(line => (line.Value, once[line.Key])).OrderBy(pair => pair.Item1)];

        List<int> ends = []; // the pair with the smallest end of any run of that length
        var before = new int[pairs.Count];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = pairs[ends[middle]].To < pairs[i].To ? (middle + 1, high) : (low, middle);
            }
            before[i] = low is 0 ? -1 : ends[low - 1];
            if (low == ends.Count)
                ends.Add(i);
            else
                ends[low] = i;
        }

        List<(int From, int To)> run = [];
        for (var i = ends is [.., var last] ? last : -1; i >= 0; i = before[i])
            run.Add(pairs[i]);
        run.Reverse();
        return run;
    }

    private static Dictionary<int, int> Once(IReadOnlyList<int> places, int[] lines) =>
        places.GroupBy(place => lines[place]).Where(group => group.Count() is 1).ToDictionary(group => group.Key, group => group.First());
}
