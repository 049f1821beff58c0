namespace Scaffold.Tests.Distributed;

/// <summary>One start and one end for all hosts of a job, whatever its program.</summary>
[Collection(Hosts.Name)]
public sealed class TogetherTests(HostImages images)
{
    [EngineFact]
    public async Task Each_host_knows_its_rank_the_number_of_hosts_and_the_leader()
    {
        await using var job = await StartAsync("world.py", hosts: 3);

        var ends = await job.EndAsync();

        Assert.All(ends, end => Assert.True(end.Code is 0, end.Log));
        Assert.All(ends.Index(), end => Assert.Contains($"rank {end.Index} of 3, led by algo-1", end.Item.Log, StringComparison.Ordinal));
    }

    [EngineTheory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_program_that_fails_ends_the_others_which_say_where_and_why(int failing)
    {
        await using var job = await StartAsync("waits.py", hosts: 2, ("FAILING", $"{failing}"));

        var ends = await job.EndAsync();

        Assert.All(ends, end => Assert.True(end.Code is 1, end.Log));
        Assert.All(ends, end => Assert.StartsWith($"host algo-{failing + 1}, rank {failing}: ValueError: no more\n", end.Failure, StringComparison.Ordinal));
    }

    [EngineFact]
    public async Task A_program_that_was_killed_is_the_cause_though_one_that_lost_it_ended_before()
    {
        await using var job = await StartAsync("is_killed.py", hosts: 2);

        var ends = await job.EndAsync();

        Assert.All(ends, end => Assert.True(end.Code is not 0, end.Log));
        Assert.All(ends, end => Assert.StartsWith("host algo-2, rank 1: killed by SIGKILL", end.Failure, StringComparison.Ordinal));
        Assert.Contains("ConnectionError: the other one is lost", ends[0].Log, StringComparison.Ordinal);
    }

    [EngineTheory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_host_that_is_killed_ends_the_others(int killed)
    {
        await using var job = await StartAsync("waits.py", hosts: 2);
        await job.SaidAsync(killed, "ready");

        await job.SignalAsync(killed, "SIGKILL");
        var ends = await job.EndAsync(except: killed);

        Assert.All(ends, end => Assert.True(end.Code is 1, end.Log));
        Assert.All(ends, end => Assert.StartsWith($"host algo-{killed + 1}, rank {killed}: lost: its line was closed", end.Failure, StringComparison.Ordinal));
    }

    // As when its network is cut: nothing comes from it any more, and nothing says so.
    [EngineFact]
    public async Task A_host_that_falls_silent_ends_the_others()
    {
        await using var job = await StartAsync("waits.py", hosts: 2);
        await job.SaidAsync(1, "ready");

        await job.SignalAsync(1, "SIGSTOP");
        var ends = await job.EndAsync(except: 1);

        Assert.True(ends[0].Code is 1, ends[0].Log);
        Assert.StartsWith("host algo-2, rank 1: lost: nothing was heard of it for 20 seconds", ends[0].Failure, StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task A_host_that_comes_late_is_waited_for()
    {
        await using var job = await HostJob.StartAsync(images, new("none", "none", 2) { Program = "world.py", Delay = TimeSpan.FromSeconds(8) });

        var ends = await job.EndAsync();

        Assert.All(ends, end => Assert.True(end.Code is 0, end.Log));
    }

    [EngineFact]
    public async Task A_host_that_does_not_come_is_named()
    {
        await using var job = await HostJob.StartAsync(images,
            new("none", "none", 3) { Program = "world.py", Missing = 1, Environment = Variables(("SAGEMAKER_HOSTS_TIMEOUT", "4")) });

        var ends = await job.EndAsync();

        Assert.All(ends, end => Assert.True(end.Code is 1, end.Log));
        Assert.All(ends, end => Assert.Contains("algo-3 did not come within 4 seconds", end.Failure, StringComparison.Ordinal));
    }

    [EngineFact]
    public async Task Sigterm_reaches_the_program_of_each_host_which_ends_well()
    {
        await using var job = await StartAsync("stops.py", hosts: 2);
        await job.SaidAsync(0, "ready");
        await job.SaidAsync(1, "ready");

        await job.SignalAsync(0, "SIGTERM");
        await job.SignalAsync(1, "SIGTERM");
        var ends = await job.EndAsync();

        Assert.All(ends, end => Assert.True(end.Code is 0 && end.Log.Contains("stopped by SIGTERM", StringComparison.Ordinal), end.Log));
    }

    private Task<HostJob> StartAsync(string program, int hosts, params (string Name, string Value)[] environment) =>
        HostJob.StartAsync(images, new("none", "none", hosts) { Program = program, Environment = Variables(environment) });

    private static Dictionary<string, string> Variables(params (string Name, string Value)[] variables) => variables.ToDictionary(pair => pair.Name, pair => pair.Value);
}
