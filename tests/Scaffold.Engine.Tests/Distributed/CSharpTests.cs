using System.Text;
using System.Text.Json.Nodes;
using Scaffold.Core.Parameters;

namespace Scaffold.Tests.Distributed;

/// <summary>The C# starter without a framework: each host trains on its share of the rows, and the leader averages over TCP.</summary>
[Collection(Hosts.Name)]
public sealed class CSharpTests(HostImages images)
{
    [EngineFact]
    public async Task Two_hosts_learn_what_one_does()
    {
        await using var one = await StartAsync(hosts: 1, epochs: 20);
        await using var two = await StartAsync(hosts: 2, epochs: 20);

        var alone = Assert.Single(await one.EndAsync());
        var together = await two.EndAsync();

        Assert.All([alone, .. together], end => Assert.True(end.Code is 0, end.Log));
        Assert.Empty(together[1].Model);
        // In units of each column's spread.
        Assert.All(Numbers(alone).Zip(Numbers(together[0])), pair => Assert.Equal(pair.First, pair.Second, 0.15));
        Assert.Equal(alone.Loss, together[0].Loss, 0.1);
    }

    [EngineFact]
    public async Task Sigterm_to_one_ends_both_well_and_a_host_that_is_killed_ends_the_other()
    {
        await using var stopped = await StartAsync(hosts: 2, epochs: 1_000_000_000);
        await using var killed = await StartAsync(hosts: 2, epochs: 1_000_000_000);
        await stopped.SaidAsync(0, "epoch=3 ");
        await killed.SaidAsync(0, "epoch=3 ");

        await stopped.SignalAsync(1, "SIGTERM");
        var well = await stopped.EndAsync();
        await killed.SignalAsync(1, "SIGKILL");
        var badly = await killed.EndAsync(except: 1);

        Assert.All(well, end => Assert.True(end.Code is 0, end.Log));
        Assert.Equal([1, 0], well.Select(end => end.Model.Count));
        Assert.True(badly[0].Code is 1, badly[0].Log);
        Assert.StartsWith("host algo-2, rank 1: lost: its line was closed", badly[0].Failure, StringComparison.Ordinal);
    }

    [EngineTheory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_program_that_dies_ends_the_others_which_say_where_and_why(int failing)
    {
        await using var job = await StartAsync(hosts: 2, epochs: 1_000_000_000);
        await job.SaidAsync(0, "epoch=3 ");
        var program = (await job[failing].ProcessesAsync(TestContext.Current.CancellationToken)).Last(process => process.Command.Contains("--epochs", StringComparison.Ordinal));

        Assert.True(await job[failing].SignalProcessAsync(program, "SIGKILL", TestContext.Current.CancellationToken));
        var ends = await job.EndAsync();

        Assert.All(ends, end => Assert.True(end.Code is not 0, end.Log));
        Assert.All(ends, end => Assert.StartsWith($"host algo-{failing + 1}, rank {failing}: killed by SIGKILL", end.Failure, StringComparison.Ordinal));
    }

    [EngineFact]
    public async Task A_host_that_does_not_come_is_named()
    {
        await using var job = await HostJob.StartAsync(images, new("none", "none", 3)
        {
            Language = Language.CSharp,
            Missing = 1,
            Environment = new Dictionary<string, string> { ["SAGEMAKER_HOSTS_TIMEOUT"] = "4" },
        });

        var ends = await job.EndAsync();

        Assert.All(ends, end => Assert.True(end.Code is 1, end.Log));
        Assert.All(ends, end => Assert.Contains("algo-3 did not come within 4 seconds", end.Failure, StringComparison.Ordinal));
    }

    private static IEnumerable<double> Numbers(HostEnd end)
    {
        var model = JsonNode.Parse(Encoding.UTF8.GetString(Assert.Single(end.Model).Content!.Value.Span))!;
        return model["centroids"]!.AsArray().SelectMany(row => row!.AsArray()).Select(number => number!.GetValue<double>());
    }

    private Task<HostJob> StartAsync(int hosts, int epochs) => HostJob.StartAsync(images,
        new("none", "none", hosts) { Language = Language.CSharp, Hyperparameters = new Dictionary<string, string> { ["epochs"] = $"{epochs}" } });
}
