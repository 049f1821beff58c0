using Scaffold.Checks;
using Scaffold.Checks.Distributed;
using Scaffold.Checks.Training;
using Scaffold.Engine;

namespace Scaffold.Tests.Verify;

public sealed class HostRanksTests
{
    /// <summary>What hosts print, one after the other, lines divided by a bar.</summary>
    [Theory]
    [InlineData(null, "rank 0 of 2", "rank 1 of 2")]
    [InlineData(null, "rank 0 of 4|rank 1 of 4", "rank 2 of 4|rank 3 of 4")]
    [InlineData(null, "rank 0 of 2|rank 1 of 2", "sshd")] // as under mpirun, which brings the output to the leader
    [InlineData(null, "rank 0 of 2|loss=3|rank 0 of 2", "rank 1 of 2")]
    [InlineData("No host says who it is", "hello", "hello")]
    [InlineData("algo-1 says it is 0 of 1 where there are 2 hosts", "rank 0 of 1", "rank 0 of 1")]
    [InlineData("algo-1 says there are 2 processes and algo-2 says 3", "rank 0 of 2", "rank 1 of 3")]
    [InlineData("algo-1 and algo-2 both say they are 1 of 2", "rank 1 of 2", "rank 1 of 2")]
    [InlineData("Of 2 processes no one says it is 0", "rank 1 of 2", "rank 2 of 2")]
    [InlineData("Of 3 processes no one says it is 2", "rank 0 of 3", "rank 1 of 3")]
    public void Every_rank_is_said_once(string? fault, params string[] hosts)
    {
        Tally tally = new();

        HostRanks.Judge(tally, new() { World = new("rank ([0-9]+) of ([0-9]+)") }, [.. hosts.Select(Outcome)]);

        var finding = tally.ToFinding("well");
        Assert.StartsWith(fault ?? "well", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "loss=1|loss=0.5", "loss=0.505")]
    [InlineData(null, "loss=100", "loss=101")]
    [InlineData("loss ends at 0.52 on several hosts and at 0.5 on one", "loss=0.5", "loss=0.5|loss=0.52")]
    [InlineData("On several hosts algo-1 does not print the metric loss", "loss=0.5", "loss: none")]
    public void The_last_value_of_a_metric_is_compared(string? fault, string alone, string leader)
    {
        Tally tally = new();

        SameResult.Judge(tally, [new("loss", new("loss=([-+0-9.eE]+)"))], 0.01, Outcome(alone), Outcome(leader));

        Assert.StartsWith(fault ?? "well", tally.ToFinding("well").Message, StringComparison.Ordinal);
    }

    private static TrainingOutcome Outcome(string lines) =>
        new(new(0, TimeSpan.Zero), TimeSpan.Zero, [.. lines.Split('|').Select(line => new LogLine(TimeSpan.Zero, Error: false, line))], "");
}
