using System.Diagnostics;
using System.Net;
using Scaffold.Tests.Engine;

namespace Scaffold.Tests.Verify;

/// <summary>What a user reads when the engine is the one that fails: exit 3, a reason, and nothing left that could be removed.</summary>
public sealed class EngineFaultTests
{
    private const string NeedsLab = "The engine is not the lab's, which brings a dockerd that may be killed.";
    private static readonly string Sound = Path.Combine(RepositoryRoot.Path, "tests/sound/bare-train");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [EngineFact]
    public async Task An_engine_that_is_stopped_is_looked_for_and_missed()
    {
        using TemporaryFolder folder = new();

        var ran = await VerifyAsync(folder["docker.sock"], "any", "--only", "C-40");

        ran.Ended(3);
        Assert.Contains("error SM102", ran.Error, StringComparison.Ordinal);
        Assert.Contains(folder["docker.sock"], ran.Error, StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task An_engine_that_is_too_old_is_said_to_be()
    {
        var docker = EngineUnderTest.Probe.Docker!;
        Assert.SkipUnless(docker.Host.StartsWith("unix://", StringComparison.Ordinal), "The engine has no socket to forward.");
        // The real one, which gives an older number for itself: no older engine is to be had here.
        using Forwarder old = new(IPAddress.Loopback, new Uri(docker.Host).LocalPath) { Rewrite = ($"\"ApiVersion\":\"{docker.ApiVersion}\"", "\"ApiVersion\":\"1.24\"") };

        var ran = await VerifyAsync(new Uri($"tcp://127.0.0.1:{old.Port}"), "any", "--only", "C-40");

        ran.Ended(3);
        Assert.Contains("its API is 1.24, and 1.41 (Docker 20.10) is the oldest this tool speaks; update Docker", ran.Error, StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task An_engine_that_is_killed_ends_the_run_and_is_swept_by_the_next()
    {
        Assert.SkipWhen(SecondEngine.Binaries is null, NeedsLab);
        await using var engine = await SecondEngine.StartAsync();
        var image = await ImageAsync(engine);
        var verify = VerifyAsync(engine.Socket, image, "--only", "C-40", "--hyperparameter", "rounds=1000000000");
        while ((await engine.DockerAsync("ps", "--quiet")).Output.Length == 0)
        {
            Assert.False(verify.IsCompleted, "verify ended before its container was seen");
            await Task.Delay(100, Ct);
        }

        await engine.KillAsync();
        var clock = Stopwatch.StartNew();
        var ran = await verify;

        ran.Ended(3);
        Assert.Contains("error SM108", ran.Error, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));

        await engine.StartAsync();
        Assert.NotEmpty(await LeftAsync(engine));
        Assert.Equal(0, (await VerifyAsync(engine.Socket, image, "--only", "C-40")).Exit);
        Assert.Empty(await LeftAsync(engine));
    }

    [EngineFact]
    public async Task An_engine_without_room_is_said_to_have_none()
    {
        Assert.SkipWhen(SecondEngine.Binaries is null, NeedsLab);
        await using var engine = await SecondEngine.StartAsync(megabytes: 400);
        var image = await ImageAsync(engine);
        await using (var filler = File.Create(Path.Combine(engine.Data, "filler")))
            Assert.Throws<IOException>(() => Fill(filler));

        var ran = await VerifyAsync(engine.Socket, image, "--only", "C-40");

        Assert.Contains(ran.Exit, (int[])[1, 3]);
        Assert.Contains("no space left on device", ran.Output + ran.Error, StringComparison.OrdinalIgnoreCase);
        File.Delete(Path.Combine(engine.Data, "filler"));
        Assert.Empty(await LeftAsync(engine));
    }

    private static void Fill(FileStream file)
    {
        var block = new byte[4096]; // the smallest that still finds room
        while (true)
        {
            file.Write(block);
            file.Flush();
        }
    }

    private static Task<CommandResult> VerifyAsync(string socket, string image, params IEnumerable<string> options) => VerifyAsync(new Uri($"unix://{socket}"), image, options);

    private static Task<CommandResult> VerifyAsync(Uri host, string image, params IEnumerable<string> options) =>
        Command.RunAsync(Tool.Program, Tool.Arguments(["verify", "--image", image, "--engine", "docker", "--samples", Path.Combine(Sound, "samples/verify.json"), .. options]),
            environment: new Dictionary<string, string?> { ["DOCKER_HOST"] = host.OriginalString });

    private static async Task<string> ImageAsync(SecondEngine engine)
    {
        var name = $"second-{Guid.NewGuid():N}";
        try
        {
            (await Command.RunAsync("docker", ["build", "--quiet", "--tag", name, Sound])).Succeeded();
            await engine.LoadAsync(name);
            return name;
        }
        finally
        {
            await Command.RunAsync("docker", ["rmi", "--force", name]);
        }
    }

    private static async Task<string> LeftAsync(SecondEngine engine) =>
        (await engine.DockerAsync("ps", "--all", "--quiet", "--filter", "label=sagemaker-container.run")).Output
        + (await engine.DockerAsync("volume", "ls", "--quiet", "--filter", "label=sagemaker-container.run")).Output;
}
