using Scaffold.Checks;
using Scaffold.Checks.Serving;

namespace Scaffold.Tests.Verify;

public sealed class SampleLoadTests
{
    [Theory]
    [InlineData(50, 50)]
    [InlineData(95, 95)]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    public void A_percentile_is_the_least_time_that_so_many_needed_no_more_than(int percent, int milliseconds) =>
        Assert.Equal(milliseconds, new SampleLoad(1, [.. Enumerable.Range(1, 100).Reverse().Select(n => (double)n)], 100, null).Percentile(percent / 100.0));

    [Fact]
    public void Figures_name_their_unit_and_how_many_requests_were_under_way()
    {
        Tally tally = new();

        new SampleLoad(8, [1.234], 1, null).AddTo(tally);

        Assert.Equal("""{"p50MillisecondsAt8":1.23,"p95MillisecondsAt8":1.23,"p99MillisecondsAt8":1.23,"requestsAt8":1}""", tally.Measured.ToJsonString());
        Assert.False(tally.HasFailed);
    }

    [Fact]
    public void An_answer_that_is_none_fails()
    {
        Tally tally = new();

        new SampleLoad(8, [], 1, new Reply(500, TimeSpan.Zero)).AddTo(tally);

        Assert.True(tally.HasFailed);
    }
}
