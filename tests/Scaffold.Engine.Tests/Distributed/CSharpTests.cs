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
        Assert.StartsWith("IOException: host algo-2 was lost: ", badly[0].Failure, StringComparison.Ordinal);
    }

    private static IEnumerable<double> Numbers(HostEnd end)
    {
        var model = JsonNode.Parse(Encoding.UTF8.GetString(Assert.Single(end.Model).Content!.Value.Span))!;
        return model["centroids"]!.AsArray().SelectMany(row => row!.AsArray()).Select(number => number!.GetValue<double>());
    }

    private Task<HostJob> StartAsync(int hosts, int epochs) => HostJob.StartAsync(images,
        new("none", "none", hosts) { Language = Language.CSharp, Hyperparameters = new Dictionary<string, string> { ["epochs"] = $"{epochs}" } });
}
