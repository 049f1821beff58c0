using Scaffold.Checks;
using Scaffold.Checks.Serving;

namespace Scaffold.Tests.Verify;

public sealed class LatenciesTests
{
    [Theory]
    [InlineData(50, 50)]
    [InlineData(95, 95)]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    public void A_percentile_is_the_least_time_that_so_many_needed_no_more_than(int percent, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), new Latencies(1, [.. Enumerable.Range(1, 100).Select(n => TimeSpan.FromMilliseconds(n))], null).Percentile(percent));

    [Fact]
    public void Figures_name_their_unit_and_how_many_requests_were_under_way()
    {
        Tally tally = new();

        new Latencies(8, [TimeSpan.FromMilliseconds(1.234)], null).AddTo(tally);

        Assert.Equal("""{"p50MillisecondsAt8":1.23,"p95MillisecondsAt8":1.23,"p99MillisecondsAt8":1.23,"requestsAt8":1}""", tally.Measured.ToJsonString());
        Assert.False(tally.HasFailed);
    }

    [Fact]
    public void An_answer_that_is_none_fails()
    {
        Tally tally = new();

        new Latencies(8, [], new Reply(500, TimeSpan.Zero)).AddTo(tally);

        Assert.True(tally.HasFailed);
    }
}
