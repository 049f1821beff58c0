namespace Scaffold.Tests.Distributed;

/// <summary>Who is told what, and that it is there: TensorFlow and MXNet are not to be had here, so programs that talk as they would stand in for them.</summary>
[Collection(Hosts.Name)]
public sealed class ParameterServerTests(HostImages images)
{
    [EngineFact]
    public async Task The_chief_reaches_every_worker_and_parameter_server_of_tensorflow()
    {
        var ends = await RunAsync("tensorflow", "cluster.py", []);

        Assert.Contains("heard ps 0, ps 1, ps 2, worker 0, worker 1", ends[0].Log, StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task The_mirrored_workers_of_tensorflow_reach_each_other()
    {
        var ends = await RunAsync("tensorflow", "cluster.py", new() { ["sagemaker_multi_worker_mirrored_strategy_enabled"] = "true" });

        Assert.Contains("heard worker 1, worker 2", ends[0].Log, StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task The_workers_and_servers_of_mxnet_reach_the_scheduler()
    {
        var ends = await RunAsync("mxnet", "scheduled.py", []);

        Assert.Contains("heard server, server, server, worker, worker, worker", ends[0].Log, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<HostEnd>> RunAsync(string framework, string program, Dictionary<string, string> hyperparameters)
    {
        await using var job = await HostJob.StartAsync(images, new(framework, "parameter-server", 3) { Program = program, Hyperparameters = hyperparameters });
        var ends = await job.EndAsync();
        Assert.All(ends, end => Assert.True(end.Code is 0, end.Log));
        return ends;
    }
}
