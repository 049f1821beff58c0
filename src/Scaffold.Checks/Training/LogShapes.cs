using System.Diagnostics;
using System.Text.RegularExpressions;
using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>Lines that differ in their numbers only have one shape: what training prints again and again tells that it is in its loop.</summary>
internal static partial class LogShapes
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2), Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>The shape that comes most often, three times at least; null when none does.</summary>
    public static string? RepeatedIn(IReadOnlyList<LogLine> log) =>
        log.GroupBy(line => Of(line.Text)).Where(group => group.Count() >= 3).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;

    public static string Of(string line) => Numbers().Replace(line, "#");

    /// <summary>The numbers of a line, as they are written.</summary>
    public static IReadOnlyList<string> NumbersIn(string line) => [.. Numbers().Matches(line).Select(number => number.Value)];

    /// <summary>Waits until the program is in its loop: a launcher prints before the program has started.</summary>
    /// <param name="shape">What it prints there; null when that is not known.</param>
    public static async Task UnderWayAsync(IRun run, string? shape, TimeSpan limit, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (!run.HasExited && clock.Elapsed < limit)
        {
            var lines = run.Log.Lines;
            if (shape is null ? lines is [var first, ..] && clock.Elapsed - first.At > Settling : lines.Count(line => Of(line.Text) == shape) >= 2)
                return;
            await Task.Delay(Poll, ct);
        }
    }

    [GeneratedRegex(@"[-+]?[0-9][0-9.,:eE+-]*")]
    private static partial Regex Numbers();
}
