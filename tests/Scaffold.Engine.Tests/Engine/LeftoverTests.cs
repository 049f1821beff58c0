using System.Diagnostics;
using Scaffold.Engine;

namespace Scaffold.Tests.Engine;

/// <summary>Nothing stays on the engine: not after a run, not after a cancelled one, not after one that was killed.</summary>
public sealed class LeftoverTests
{
    private const string Dockerfile = "FROM python:3.13-slim-trixie\nVOLUME /data\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [EngineFact]
    public async Task Nothing_is_left_once_the_engine_is_disposed()
    {
        var engine = await EngineUnderTest.CreateAsync();
        await UseAsync(engine);
        var used = await RunLeftovers.OfAsync(engine);

        await engine.DisposeAsync();

        Assert.Equal(6, used.Count);
        Assert.Empty(await RunLeftovers.OfAsync(engine));
    }

    [EngineFact]
    public async Task Nothing_is_left_of_a_run_that_is_disposed_on_its_own()
    {
        await using var engine = await EngineUnderTest.CreateAsync();
        var image = await BuildAsync(engine);
        var folder = await engine.CreateFolderAsync(image, [FolderFile.Text("a", "1")], Ct);
        var files = await engine.OpenFilesAsync(image, Ct);
        var run = await engine.StartAsync(new(image, ["sleep", "1000"]) { Mounts = [new(folder, "/a", true)] }, Ct);

        await run.DisposeAsync();
        await files.DisposeAsync();
        await folder.DisposeAsync();

        Assert.Single(await RunLeftovers.OfAsync(engine)); // the image
    }

    [EngineFact]
    public async Task Nothing_is_left_after_a_cancellation_at_any_moment()
    {
        for (var delay = 0; delay < 1_500; delay += 250)
        {
            using CancellationTokenSource stop = new(delay);
            var engine = await EngineUnderTest.CreateAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => UseForeverAsync(engine, stop.Token));
            await engine.DisposeAsync();

            Assert.Empty(await RunLeftovers.OfAsync(engine));
        }
    }

    [EngineFact]
    public async Task A_cancelled_build_stops_building()
    {
        await using var engine = await EngineUnderTest.CreateAsync();
        using TemporaryFolder folder = new();
        folder.Write("Dockerfile", "FROM python:3.13-slim-trixie\nRUN sleep 987654\n");
        using CancellationTokenSource stop = new();
        Progress<string> log = new(line =>
        {
            if (line.Contains("RUN sleep 987654", StringComparison.Ordinal))
                stop.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.BuildAsync(new(folder.Path), log, stop.Token));

        for (var attempt = 0; attempt < 100 && Sleeping(); attempt++)
            await Task.Delay(100, Ct);
        Assert.False(Sleeping());

        static bool Sleeping() => OperatingSystem.IsLinux() && ProcStat.All().Any(stat => stat.ToRunProcess().Command == "sleep 987654");
    }

    [EngineFact]
    public async Task The_next_engine_removes_what_a_killed_process_left()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["-explicit", "only", "-method", $"{typeof(LeftoverTests).FullName}.{nameof(Victim_of_the_test_above)}"]) { RedirectStandardOutput = true };
        using var victim = Process.Start(start)!;
        try
        {
            for (var attempt = 0; attempt < 300 && !victim.HasExited && (await RunLeftovers.OfAsync(victim.Id)).Count < 6; attempt++)
                await Task.Delay(200, Ct);
            Assert.Equal(6, (await RunLeftovers.OfAsync(victim.Id)).Count);
            Assert.False(victim.HasExited);

            await using (await EngineUnderTest.CreateAsync())
                Assert.NotEmpty(await RunLeftovers.OfAsync(victim.Id)); // it lives: hands off
        }
        finally
        {
            victim.Kill();
            await victim.WaitForExitAsync(CancellationToken.None);
        }
        await using (await EngineUnderTest.CreateAsync())
            Assert.Empty(await RunLeftovers.OfAsync(victim.Id));
    }

    [EngineFact(Explicit = true)]
    public async Task Victim_of_the_test_above()
    {
        await using var engine = await EngineUnderTest.CreateAsync();
        await UseForeverAsync(engine, Ct);
    }

    private static async Task UseForeverAsync(IEngine engine, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await UseAsync(engine, ct);
        await Task.Delay(Timeout.Infinite, ct);
    }

    // An image, a volume with its handle, a network and two containers.
    private static async Task UseAsync(IEngine engine, CancellationToken ct = default)
    {
        var image = await BuildAsync(engine, ct);
        var folder = await engine.CreateFolderAsync(image, [FolderFile.Text("a", "1")], ct);
        await engine.OpenFilesAsync(image, ct);
        await engine.StartAsync(new(image, ["sleep", "1000"]) { Mounts = [new(folder, "/a", true)], Network = RunNetwork.Closed, Port = 8080 }, ct);
    }

    private static async Task<string> BuildAsync(IEngine engine, CancellationToken ct = default)
    {
        using TemporaryFolder folder = new();
        folder.Write("Dockerfile", Dockerfile);
        return Assert.IsType<BuildOutcome.Built>(await engine.BuildAsync(new(folder.Path), new Progress<string>(), ct)).Image;
    }
}
