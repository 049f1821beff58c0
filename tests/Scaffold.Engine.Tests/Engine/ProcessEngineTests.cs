using System.Diagnostics;
using System.Text;
using Scaffold.Core.Problems;
using Scaffold.Engine;
using Scaffold.Engine.Processes;

namespace Scaffold.Tests.Engine;

public sealed class ProcessEngineTests : IAsyncLifetime
{
    private readonly TemporaryFolder _repository = new();
    private readonly ProcessEngine _engine = ProcessEngine.Create();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _repository.Write("container.json", """{"parameters": {"language": "python", "program": "train.py"}}""");
        _repository.Write("Dockerfile", "FROM python AS build\nENV FROM_BUILD=1\nFROM python\n# a comment\nENV PATH=/opt/program:$PATH \\\n    GREETING=\"a b\" \\\n    SAGEMAKER_PROGRAM=train.py\n");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _repository.Dispose();
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("no-such-program-here", 127)]
    public async Task Gives_the_exit_code_of_the_program(string script, int code)
    {
        await using var run = await TrainAsync(script);

        Assert.Equal(code, (await run.WaitAsync(Ct)).Code);
    }

    [Fact]
    public async Task Gives_the_code_of_docker_run_when_the_program_cannot_start()
    {
        var image = await BuildAsync("exit 0");
        await using var missing = await _engine.StartAsync(new(image, ["no-such"]), Ct);
        await using var locked = await _engine.StartAsync(new(image, ["/etc/passwd"]), Ct);

        var exits = await Task.WhenAll(missing.WaitAsync(Ct), locked.WaitAsync(Ct));

        Assert.Equal([127, 126], exits.Select(exit => exit.Code));
        Assert.All(exits, exit => Assert.NotNull(exit.StartFault));
    }

    [Fact]
    public async Task Runs_below_a_base_directory_with_the_image_s_variables_and_little_else()
    {
        var image = await BuildAsync("cd $SAGEMAKER_BASE_DIR && ls && cat input/config/a.json && echo $GREETING $SAGEMAKER_PROGRAM $ASKED; env | cut -d= -f1 | sort | tr '\\n' ' '; echo model >model/m; ls code");
        await using var config = await _engine.CreateFolderAsync(image, [FolderFile.Text("a.json", "{}\n")], Ct);
        await using var model = await _engine.CreateFolderAsync(image, [], Ct);
        await using var run = await _engine.StartAsync(new(image, ["train"])
        {
            Environment = new Dictionary<string, string> { ["ASKED"] = "for" },
            Mounts = [new(config, "/opt/ml/input/config", true), new(model, "/opt/ml/model", false)],
        }, Ct);

        var exit = await run.WaitAsync(Ct);
        var written = await model.ReadAsync(100, Ct);

        Assert.Equal(["code", "input", "model", "{}", "a b train.py for"], run.Log.Lines.Take(5).Select(line => line.Text));
        Assert.Equal("ASKED GREETING HOME LANG OLDPWD PATH PWD SAGEMAKER_BASE_DIR SAGEMAKER_PROGRAM TMPDIR train.py", run.Log.Lines[5].Text.Replace(" TZ", "", StringComparison.Ordinal));
        Assert.Equal(0, exit.Code);
        Assert.Equal("model\n", Encoding.UTF8.GetString(Assert.Single(written).Content!.Value.Span));
    }

    [Fact]
    public async Task Serves_on_a_free_port()
    {
        _repository.Write("container/serve", "#!/bin/sh\nexec python3 -m http.server $SAGEMAKER_BIND_TO_PORT --bind 127.0.0.1\n", executable: true);
        var image = await BuildAsync("exit 0");
        await using var run = await _engine.StartAsync(new(image, ["serve"]) { Port = 8080, Network = RunNetwork.Closed }, Ct);
        using HttpClient http = new();
        string? answer = null;
        while (answer is null && !run.HasExited)
        {
            try
            {
                answer = await http.GetStringAsync(run.Endpoint, Ct);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, Ct);
            }
        }

        Assert.Contains("serve", answer, StringComparison.Ordinal);
        Assert.Equal(143, (await run.StopAsync(TimeSpan.FromSeconds(10), Ct)).Code);
    }

    [Fact]
    public async Task Stop_terminates_first_and_kills_after_the_grace()
    {
        await using var soft = await TrainAsync("trap 'exit 7' TERM; echo ready; while :; do sleep 0.1; done");
        await using var hard = await TrainAsync("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        await DockerRunTests.LineAsync(soft, "ready");
        await DockerRunTests.LineAsync(hard, "ready");

        var exits = await Task.WhenAll(soft.StopAsync(TimeSpan.FromSeconds(10), Ct), hard.StopAsync(TimeSpan.FromMilliseconds(300), Ct));

        Assert.Equal([7, 137], exits.Select(exit => exit.Code));
    }

    [Fact]
    public async Task Finds_and_ends_every_process_also_one_that_left_the_session()
    {
        await using var run = await TrainAsync("setsid sleep 4321 & sleep 1234 & echo ready; wait");
        await DockerRunTests.LineAsync(run, "ready");
        IReadOnlyList<RunProcess> processes;
        while ((processes = await run.ProcessesAsync(Ct)).Count(process => process.Command.StartsWith("sleep", StringComparison.Ordinal)) < 2)
            await Task.Delay(20, Ct);

        await run.SignalAsync("SIGKILL", Ct);
        var exit = await run.WaitAsync(Ct);

        Assert.Equal("train", processes[0].Command.Split('/')[^1]);
        Assert.Equal(137, exit.Code);
        Assert.All(processes, process => Assert.True(ProcStat.Read(process.Pid) is null or { State: "Z" }));
    }

    [Fact]
    public async Task The_processes_of_a_run_can_be_had_from_ps_as_well()
    {
        await using var run = await TrainAsync("sleep 1234 & echo ready; wait");
        await DockerRunTests.LineAsync(run, "ready");
        var leader = (await run.ProcessesAsync(Ct))[0];

        var processes = ProcessTable.FromPs(leader.Pid);

        Assert.Equal([leader.Pid], processes.Take(1).Select(process => process.Pid));
        Assert.Contains(processes, process => process.Command == "sleep 1234" && process.ParentPid == leader.Pid);
    }

    [Fact]
    public async Task Leaves_no_file_and_no_process_behind()
    {
        await using var run = await TrainAsync("echo $SAGEMAKER_BASE_DIR; setsid sleep 4322 & sleep 4322");
        while (run.Log.Lines.Count == 0)
            await Task.Delay(20, Ct);
        var workspace = Path.GetFullPath(Path.Combine(run.Log.Lines[0].Text, "../.."));
        Assert.True(Directory.Exists(workspace));

        await _engine.DisposeAsync();

        Assert.False(Directory.Exists(workspace));
        Assert.DoesNotContain(ProcStat.All(), stat => stat.ToRunProcess().Command == "sleep 4322");
    }

    [Fact]
    public async Task The_next_engine_removes_what_a_killed_process_left()
    {
        using var dead = Process.Start("true");
        await dead.WaitForExitAsync(Ct);
        var owner = RunId.New() with { Pid = dead.Id };
        var left = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"{Workspace.Prefix}{owner}/ml")).FullName;
        using var orphan = Process.Start(new ProcessStartInfo("sleep", ["4323"]) { Environment = { ["SAGEMAKER_BASE_DIR"] = left } })!;

        await using var next = ProcessEngine.Create();

        await orphan.WaitForExitAsync(Ct);
        Assert.Equal(137, orphan.ExitCode);
        Assert.False(Directory.Exists(Path.GetDirectoryName(left)));
    }

    [Fact]
    public async Task A_failed_install_names_the_command_and_shows_its_last_lines()
    {
        _repository.Write("container/train", "#!/bin/sh\n", executable: true);
        _repository.Write("code/train.py", "");
        _repository.Write("container/requirements.txt", "no-such-package-at-all @ file:///no/such/file-1-py3-none-any.whl\n");

        var outcome = await _engine.BuildAsync(new(_repository.Path), new Progress<string>(), Ct);

        var failed = Assert.IsType<BuildOutcome.Failed>(outcome);
        Assert.Contains("pip install -r container/requirements.txt", failed.Step, StringComparison.Ordinal);
        Assert.Contains(failed.LogTail, line => line.Contains("/no/such/file-1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("container.json")]
    [InlineData("Dockerfile")]
    public async Task Refuses_a_folder_this_tool_did_not_write(string missing)
    {
        File.Delete(Path.Combine(_repository.Path, missing));

        var fault = await Assert.ThrowsAsync<UserErrorException>(() => _engine.BuildAsync(new(_repository.Path), new Progress<string>(), Ct));

        Assert.Equal("SM105", fault.Problem.Code);
    }

    private async Task<IRun> TrainAsync(string script) => await _engine.StartAsync(new(await BuildAsync(script), ["train"]), Ct);

    private async Task<string> BuildAsync(string script)
    {
        _repository.Write("container/train", $"#!/bin/sh\n{script}\n"); // not executable: the build mends that
        _repository.Write("code/train.py", "");
        return Assert.IsType<BuildOutcome.Built>(await _engine.BuildAsync(new(_repository.Path), new Progress<string>(), Ct)).Image;
    }
}
