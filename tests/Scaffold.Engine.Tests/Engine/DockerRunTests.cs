using Scaffold.Engine;

namespace Scaffold.Tests.Engine;

public sealed class DockerRunTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [EngineTheory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("no-such-program", 127)]
    public async Task Gives_the_exit_code_of_the_program(string script, int code)
    {
        await using var run = await engines.ShellAsync(script, request => request with { Init = true });

        var exit = await run.WaitAsync(Ct);

        Assert.Equal(code, exit.Code);
        Assert.Null(exit.StartFault);
        Assert.True(run.HasExited);
    }

    [EngineTheory]
    [InlineData("no-such-program", 127, "executable file not found")]
    [InlineData("/etc/passwd", 126, "permission denied")]
    [InlineData("/etc", 126, "exec: \"/etc\"")]
    public async Task Gives_the_code_of_docker_run_when_the_program_cannot_start(string program, int code, string words)
    {
        var (engine, image) = await engines.GetAsync();
        await using var run = await engine.StartAsync(new(image, [program]), Ct);

        var exit = await run.WaitAsync(Ct);

        Assert.Equal(code, exit.Code);
        Assert.Contains(words, exit.StartFault, StringComparison.OrdinalIgnoreCase);
    }

    [EngineFact]
    public async Task A_command_is_executed_in_a_run_that_has_started()
    {
        await using var run = await engines.ShellAsync("sleep 60");

        var ran = await run.ExecAsync(["sh", "-c", "echo out; echo error >&2; exit 4"], Ct);
        var unknown = await run.ExecAsync(["no-such-program"], Ct);
        await run.StopAsync(TimeSpan.Zero, Ct);
        var late = await run.ExecAsync(["true"], Ct);

        Assert.Equal((4, "error, out"), (ran.Code, string.Join(", ", ran.Lines.Order(StringComparer.Ordinal))));
        Assert.InRange(unknown.Code, 125, 127);
        Assert.Equal(125, late.Code);
    }

    [EngineFact]
    public async Task Logs_both_streams_line_by_line_while_it_runs()
    {
        await using var run = await engines.ShellAsync("echo one; echo two >&2; printf 'no end'; sleep 60");

        while (run.Log.Lines.Count < 2)
            await Task.Delay(20, Ct);
        Assert.False(run.HasExited);
        await run.SignalAsync("SIGKILL", Ct);
        await run.WaitAsync(Ct);

        Assert.Equal([(false, "no end"), (false, "one"), (true, "two")], run.Log.Lines.Select(line => (line.Error, line.Text)).Order());
    }

    [EngineFact]
    public async Task Keeps_no_more_of_a_flood_than_its_ends()
    {
        await using var run = await engines.ShellAsync("seq 1 200000; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo last");

        await run.WaitAsync(Ct);

        Assert.Equal("1", run.Log.Lines[0].Text);
        Assert.Equal("last", run.Log.Lines[^1].Text);
        Assert.InRange(run.Log.Lines.Count, 1_000, 10_000);
        Assert.All(run.Log.Lines, line => Assert.InRange(line.Text.Length, 0, 5_000));
    }

    [EngineFact]
    public async Task Signals_reach_the_program()
    {
        await using var run = await engines.ShellAsync("trap 'exit 7' TERM; echo ready; while :; do sleep 0.1; done");
        await LineAsync(run, "ready");

        await run.SignalAsync("SIGTERM", Ct);

        Assert.Equal(7, (await run.WaitAsync(Ct)).Code);
    }

    [EngineFact]
    public async Task Stop_terminates_first_and_kills_after_the_grace()
    {
        await using var soft = await engines.ShellAsync("trap 'exit 7' TERM; echo ready; while :; do sleep 0.1; done");
        await using var hard = await engines.ShellAsync("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        await LineAsync(soft, "ready");
        await LineAsync(hard, "ready");

        var exits = await Task.WhenAll(soft.StopAsync(TimeSpan.FromSeconds(10), Ct), hard.StopAsync(TimeSpan.FromSeconds(1), Ct));

        Assert.Equal([7, 137], exits.Select(exit => exit.Code));
    }

    [EngineFact]
    public async Task Runs_with_the_name_the_user_the_environment_and_the_init_asked_for()
    {
        await using var run = await engines.ShellAsync("hostname; id -u; echo $WHO $GREETING; cat /proc/1/comm; getent hosts algo-1", request => request with
        {
            Hostname = "algo-1",
            User = "1234",
            Init = true,
            Environment = new Dictionary<string, string> { ["GREETING"] = "a b=c" },
        });

        await run.WaitAsync(Ct);

        Assert.Equal(["algo-1", "1234", "image a b=c"], run.Log.Lines.Take(3).Select(line => line.Text));
        Assert.Contains(run.Log.Lines[3].Text, (string[])["docker-init", "tini"]);
        Assert.Contains("127.0.0.1", run.Log.Lines[4].Text, StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task Gives_it_a_terminal_only_when_asked()
    {
        const string Ask = "test -t 1 && echo terminal || echo none; echo error >&2; exit 5";
        await using var with = await engines.ShellAsync(Ask, request => request with { Tty = true });
        await using var without = await engines.ShellAsync(Ask);

        var exits = await Task.WhenAll(with.WaitAsync(Ct), without.WaitAsync(Ct));

        Assert.Equal([5, 5], exits.Select(exit => exit.Code));
        Assert.Equal(["terminal", "error"], with.Log.Lines.Select(line => line.Text));
        Assert.Equal(["error", "none"], without.Log.Lines.Select(line => line.Text).Order());
    }

    [EngineFact]
    public async Task Tells_what_it_wrote_outside_of_mounts()
    {
        var (engine, image) = await engines.GetAsync();
        await using var folder = await engine.CreateFolderAsync(image, [], Ct);
        await using var run = await engines.ShellAsync("mkdir /made; echo 1 >/made/file; rm /etc/hostname.orig 2>/dev/null; rm -r /etc/apt; echo 2 >/opt/ml/model/kept",
            request => request with { Mounts = [new(folder, "/opt/ml/model", ReadOnly: false)] });
        await run.WaitAsync(Ct);

        var changes = await run.ChangesAsync(Ct);

        Assert.Contains("/made/file", changes!);
        Assert.DoesNotContain("/etc/apt", changes!);
        Assert.DoesNotContain("/opt/ml/model/kept", changes!);
    }

    [EngineFact]
    public async Task Keeps_the_command_of_the_image_and_replaces_its_entrypoint_on_demand()
    {
        var (engine, image) = await engines.GetAsync();
        await using var own = await engine.StartAsync(new(image, []), Ct);
        await using var other = await engine.StartAsync(new(image, ["words"]) { Entrypoint = ["/bin/echo", "given"] }, Ct);

        await Task.WhenAll(own.WaitAsync(Ct), other.WaitAsync(Ct));

        Assert.Equal("default command", Assert.Single(own.Log.Lines).Text);
        Assert.Equal("given words", Assert.Single(other.Log.Lines).Text);
    }

    [EngineFact]
    public async Task Flags_a_run_that_hit_its_memory_limit()
    {
        await using var run = await engines.ShellAsync("exec python3 -c 'x = bytearray(500_000_000)'", request => request with { Memory = 64 << 20 });

        var exit = await run.WaitAsync(Ct);

        Assert.True(exit.OutOfMemory);
        Assert.Equal(137, exit.Code);
    }

    [EngineFact]
    public async Task Has_a_root_to_read_only_when_asked_and_little_shared_memory()
    {
        await using var run = await engines.ShellAsync("touch /x && echo writable; touch /tmp/x && echo temporary; df -m /dev/shm | tail -1 | awk '{print $2}'",
            request => request with { ReadOnlyRoot = true });

        await run.WaitAsync(Ct);

        Assert.Equal(["temporary", "64"], run.Log.Lines.Where(line => !line.Error).Select(line => line.Text));
    }

    [EngineFact]
    public async Task Shows_no_processes_of_one_that_has_just_been_killed()
    {
        await using var run = await engines.ShellAsync("echo ready; exec sleep 1000");
        await LineAsync(run, "ready");

        await run.SignalAsync("SIGKILL", Ct);
        while (await run.ProcessesAsync(Ct) is not [])
            await Task.Delay(1, Ct);

        Assert.Equal(137, (await run.WaitAsync(Ct)).Code);
        Assert.Empty(await run.ProcessesAsync(Ct));
    }

    [EngineFact]
    public async Task Shows_processes_with_zombies_and_signals_any_of_them()
    {
        // The child of sleep (which never waits) becomes a zombie.
        await using var run = await engines.ShellAsync("sh -c 'sleep 0.1 & exec sleep 1000' & sleep 2000 & echo ready; wait");
        await LineAsync(run, "ready");
        IReadOnlyList<RunProcess> processes;
        do
        {
            await Task.Delay(50, Ct);
            processes = await run.ProcessesAsync(Ct);
        }
        while (processes.All(process => process.State != "Z"));

        Assert.StartsWith("/bin/sh -c", processes[0].Command, StringComparison.Ordinal);
        var long1 = processes.Single(process => process.Command == "sleep 1000");
        Assert.Equal(processes[0].Pid, long1.ParentPid);

        Assert.True(await run.SignalProcessAsync(long1, "SIGKILL", Ct));
        Assert.True(await run.SignalProcessAsync(processes.Single(process => process.Command == "sleep 2000"), "SIGTERM", Ct));
        Assert.Equal(0, (await run.WaitAsync(Ct)).Code);
    }

    [EngineFact]
    public async Task Says_how_to_repeat_it_by_hand()
    {
        await using var run = await engines.ShellAsync("exit 0", request => request with { Hostname = "algo-1", Environment = new Dictionary<string, string> { ["A"] = "it's" } });

        Assert.StartsWith("docker run --rm --network none --hostname algo-1 --memory 2048m --shm-size 64m -e 'A=it'\\''s' $(docker build -q /", run.RepeatCommand, StringComparison.Ordinal);
        Assert.EndsWith(") /bin/sh -c 'exit 0'", run.RepeatCommand, StringComparison.Ordinal);
    }

    internal static async Task LineAsync(IRun run, string text)
    {
        while (run.Log.Lines.All(line => line.Text != text) && !run.HasExited)
            await Task.Delay(20, Ct);
    }
}
