namespace Scaffold.Tests.Distributed;

/// <summary>PyTorch's starter under torchrun: gradients averaged by gloo.</summary>
[Collection(Hosts.Name)]
public sealed class TorchrunTests(HostImages images)
{
    [EngineFact]
    public async Task Two_hosts_learn_what_one_does()
    {
        var one = Assert.Single(await RunAsync(hosts: 1));
        var two = await RunAsync(hosts: 2);

        Assert.Equal(["model.pt"], one.Model.Select(file => file.Path));
        Assert.Equal(["model.pt"], two[0].Model.Select(file => file.Path));
        Assert.Empty(two[1].Model);
        Assert.Equal(one.Loss, two[0].Loss, 0.0005);
    }

    [EngineFact]
    public async Task Sigterm_drains_both_hosts()
    {
        await using var job = await StartAsync(hosts: 2, epochs: 1_000_000);

        await job.DrainsAsync();
    }

    private async Task<IReadOnlyList<HostEnd>> RunAsync(int hosts)
    {
        await using var job = await StartAsync(hosts, epochs: 5);
        var ends = await job.EndAsync();
        Assert.All(ends, end => Assert.True(end.Code is 0, end.Log));
        return ends;
    }

    private Task<HostJob> StartAsync(int hosts, int epochs) =>
        HostJob.StartAsync(images, new("pytorch", "torchrun", hosts) { Hyperparameters = new Dictionary<string, string> { ["epochs"] = $"{epochs}" } });
}
