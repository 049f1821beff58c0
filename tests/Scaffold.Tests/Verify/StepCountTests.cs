using Scaffold.Checks.Training;
using Scaffold.Engine;

namespace Scaffold.Tests.Verify;

public sealed class StepCountTests
{
    [Theory]
    [InlineData("epoch={0} loss=0.{1}", 1, 11, 1L, 11L)]
    [InlineData("epoch={0} loss=0.{1}", 1, 1, 1L, 1L)]
    [InlineData("2026-01-01 10:00:0{1}.5 step {0}/50: 0.{1}", 0, 20, 0L, 20L)]
    [InlineData("loss=0.{1}", 1, 11, null, null)] // nothing counts
    public void Compares_where_two_runs_start_to_count(string line, int from, int again, long? expectedFrom, long? expectedTo)
    {
        var first = Log(line, from);

        Assert.Equal((expectedFrom, expectedTo), new StepCount(LogShapes.RepeatedIn(first), first, first).Compare(Log(line, again)));
    }

    [Fact]
    public void Takes_the_count_that_is_ahead()
    {
        // A second a line, from 1 each time; the epochs go on.
        var first = Lines(Enumerable.Range(1, 5).Select(i => $"after {i} s epoch {i}"));
        var again = Lines(Enumerable.Range(1, 5).Select(i => $"after {i} s epoch {i + 30}"));

        Assert.Equal((1, 31), new StepCount(LogShapes.RepeatedIn(first), first, first).Compare(again));
    }

    [Fact]
    public void Counts_nothing_in_a_log_without_a_repeated_line() =>
        Assert.Equal((null, null), new StepCount(null, [], []).Compare(Lines(["epoch=1"])));

    [Fact]
    public void Learns_what_counts_from_a_whole_run_when_the_first_was_killed_early()
    {
        var whole = Log("epoch={0} loss=0.{1}", 1);

        Assert.Equal((1, 4), new StepCount(LogShapes.RepeatedIn(whole), whole, Lines(["epoch=1 loss=0.9"])).Compare(Lines(["epoch=4 loss=0.7"])));
    }

    private static readonly int[] Losses = [9, 7, 6, 3, 2];

    private static IReadOnlyList<LogLine> Log(string line, int from) =>
        Lines(Losses.Select((loss, i) => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, from + i, loss)).Prepend("hello"));

    private static IReadOnlyList<LogLine> Lines(IEnumerable<string> lines) => [.. lines.Select(text => new LogLine(TimeSpan.Zero, false, text))];
}
