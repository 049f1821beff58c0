using System.Text;
using System.Text.Json.Nodes;

namespace Scaffold.Tests.Distributed;

/// <summary>The starter without a framework under mpirun: the hosts add up their steps.</summary>
[Collection(Hosts.Name)]
public sealed class MpiTests(HostImages images)
{
    [EngineFact]
    public async Task Two_hosts_learn_what_one_does()
    {
        var one = Assert.Single(await RunAsync(hosts: 1));
        var two = await RunAsync(hosts: 2);

        Assert.Empty(two[1].Model);
        Assert.All(Numbers(one).Zip(Numbers(two[0])), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [EngineFact]
    public async Task Ssh_listens_while_several_hosts_train_and_on_one_nothing_does()
    {
        await using var one = await StartAsync(hosts: 1, epochs: 1_000_000);
        await using var two = await StartAsync(hosts: 2, epochs: 1_000_000);
        await one.SaidAsync(0, "epoch=3 ");
        await two.SaidAsync(0, "epoch=3 ");

        Assert.Empty((await one[0].ListenersAsync(TestContext.Current.CancellationToken))!);
        Assert.Contains((await two[1].ListenersAsync(TestContext.Current.CancellationToken))!, listener => listener.Port is 22);
    }

    [EngineFact]
    public async Task Sigterm_drains_both_hosts()
    {
        await using var job = await StartAsync(hosts: 2, epochs: 1_000_000);

        await job.DrainsAsync();
    }

    [EngineFact]
    public async Task A_process_that_fails_on_another_host_is_named()
    {
        await using var job = await HostJob.StartAsync(images, new("none", "mpi", 2) { Program = "second_rank_fails.py", Environment = Polite });

        var ends = await job.EndAsync();

        Assert.All(ends, end => Assert.True(end.Code is not 0, end.Log));
        Assert.All(ends, end => Assert.StartsWith("host algo-2, rank 1: ", end.Failure, StringComparison.Ordinal));
        Assert.All(ends, end => Assert.Contains("ValueError: no more", end.Failure, StringComparison.Ordinal));
    }

    // More processes than processors: who waits gives way.
    private static Dictionary<string, string> Polite => new() { ["OMPI_MCA_mpi_yield_when_idle"] = "1" };

    private static IEnumerable<double> Numbers(HostEnd end)
    {
        var model = JsonNode.Parse(Encoding.UTF8.GetString(Assert.Single(end.Model).Content!.Value.Span))!;
        return model["middles"]!.AsArray().SelectMany(row => row!.AsArray()).Select(number => number!.GetValue<double>());
    }

    private async Task<IReadOnlyList<HostEnd>> RunAsync(int hosts)
    {
        await using var job = await StartAsync(hosts, epochs: 20);
        var ends = await job.EndAsync();
        Assert.All(ends, end => Assert.True(end.Code is 0, end.Log));
        return ends;
    }

    private Task<HostJob> StartAsync(int hosts, int epochs) =>
        HostJob.StartAsync(images, new("none", "mpi", hosts) { Hyperparameters = new Dictionary<string, string> { ["epochs"] = $"{epochs}" }, Environment = Polite });
}
