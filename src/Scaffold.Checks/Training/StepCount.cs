using System.Globalization;
using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>The number that counts steps in the line which training prints again and again.</summary>
/// <param name="shape">The shape of that line; null when there is none.</param>
/// <param name="whole">The log of a run from its start to its end.</param>
/// <param name="first">The log of a run from its start, to compare others with.</param>
internal sealed class StepCount(string? shape, IReadOnlyList<LogLine> whole, IReadOnlyList<LogLine> first)
{
    private const int Enough = 100;

    /// <summary>Where <paramref name="other"/> starts to count, and where the first run did; null when nothing counts. Of several counts the one that is ahead.</summary>
    public (long? From, long? To) Compare(IReadOnlyList<LogLine> other)
    {
        if (Lines(first).FirstOrDefault() is not { } start || Lines(other).FirstOrDefault() is not { } again)
            return (null, null);
        var counts = Places().Where(place => place < start.Count && place < again.Count)
            .Select(place => (From: start[place], To: again[place])).Where(pair => pair is { From: not null, To: not null }).ToList();
        return counts.OrderByDescending(pair => pair.To - pair.From).FirstOrDefault();
    }

    // A count goes up by the same whole number from line to line; a loss does not, nor a time.
    private IEnumerable<int> Places()
    {
        var lines = Lines(whole) is { Count: >= 3 } many ? many : Lines(first);
        if (lines.Count < 3)
            return [];
        return Enumerable.Range(0, lines.Min(line => line.Count)).Where(place =>
        {
            var steps = lines.Zip(lines.Skip(1), (one, next) => next[place] - one[place]).Distinct().ToList();
            return steps is [> 0];
        });
    }

    private List<IReadOnlyList<long?>> Lines(IReadOnlyList<LogLine> log) =>
        shape is null ? [] : [.. log.Where(line => LogShapes.Of(line.Text) == shape).Take(Enough).Select(line => Numbers(line.Text))];

    private static IReadOnlyList<long?> Numbers(string line) =>
        [.. LogShapes.NumbersIn(line).Select(text => long.TryParse(text.TrimEnd('.', ',', ':'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : default(long?))];
}
