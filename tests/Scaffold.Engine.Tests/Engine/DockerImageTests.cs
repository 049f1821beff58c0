using System.Text;
using Scaffold.Engine;

namespace Scaffold.Tests.Engine;

public sealed class DockerImageTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [EngineFact]
    public async Task Shows_the_configuration_of_an_image_it_has()
    {
        var (engine, image) = await engines.GetAsync();

        var config = await engine.InspectAsync(image, Ct);

        Assert.Equal(("linux", "image"), (config!.Os, config.Environment["WHO"]));
        Assert.Equal(["sh", "-c", "echo default command"], config.Command);
        Assert.True(config.Size > 1 << 20);
        Assert.Null(await engine.InspectAsync("no-such/image:here", Ct));
    }

    [EngineFact]
    public async Task Tells_the_steps_of_an_image_oldest_first_and_what_each_added()
    {
        var (engine, image) = await engines.GetAsync();

        var history = await engine.HistoryAsync(image, Ct);

        Assert.Contains("CMD", history[^1].Command, StringComparison.Ordinal);
        Assert.True(history.Max(layer => layer.Size) > 1 << 20);
        Assert.Empty(await engine.HistoryAsync("no-such/image:here", Ct));
    }

    [EngineFact]
    public async Task Tells_what_a_push_of_an_image_it_built_would_send()
    {
        var (engine, image) = await engines.GetAsync();

        Assert.Equal(ImageManifest.DockerSchema2, (await engine.ManifestAsync(image, Ct))?.MediaType);
    }

    [EngineFact]
    public async Task Reads_files_through_links_without_a_start()
    {
        var (engine, image) = await engines.GetAsync();
        await using var files = await engine.OpenFilesAsync(image, Ct);

        foreach (var path in (string[])["/usr/lib/os-release", "/etc/os-release", "/etc/relative", "/etc/absolute"])
        {
            var release = await files.ReadAsync(path, 10_000, Ct);
            Assert.Contains("PRETTY_NAME", Encoding.UTF8.GetString(release!), StringComparison.Ordinal);
            Assert.Equal("/usr/lib/os-release", (await files.StatAsync(path, Ct))!.Path);
        }
        Assert.Equal(5, (await files.ReadAsync("/etc/os-release", 5, Ct))!.Length);
    }

    [EngineFact]
    public async Task Tells_modes_directories_and_what_is_not_there()
    {
        var (engine, image) = await engines.GetAsync();
        await using var files = await engine.OpenFilesAsync(image, Ct);

        Assert.Equal(0b110_100_100, (await files.StatAsync("/usr/local/bin/not-executable", Ct))!.Mode);
        Assert.Equal((0b1_111_111_111, true), await files.StatAsync("/tmp", Ct) is { } tmp ? (tmp.Mode, tmp.IsDirectory) : default);
        Assert.Null(await files.StatAsync("/no/such", Ct));
        Assert.Null(await files.StatAsync("/etc/passwd/below-a-file", Ct));
        Assert.Null(await files.StatAsync("/etc/circle", Ct));
        Assert.Null(await files.ReadAsync("/etc", 10, Ct));
        Assert.Contains("not-executable", await files.ListAsync("/usr/local/bin", 1000, Ct));
        Assert.Equal(3, (await files.ListAsync("/usr", 3, Ct)).Count);
        Assert.Empty(await files.ListAsync("/no/such", 3, Ct));
    }

    [EngineFact]
    public async Task An_image_that_is_not_there_is_the_users_fault()
    {
        var (engine, _) = await engines.GetAsync();

        var fault = await Assert.ThrowsAsync<Scaffold.Core.Problems.UserErrorException>(() => engine.StartAsync(new("no-such/image:here", ["train"]), Ct));

        Assert.Equal("SM104", fault.Problem.Code);
    }
}
