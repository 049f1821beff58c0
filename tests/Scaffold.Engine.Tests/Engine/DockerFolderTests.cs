using System.Text;
using Scaffold.Engine;

namespace Scaffold.Tests.Engine;

public sealed class DockerFolderTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [EngineFact]
    public async Task Gives_back_what_was_put_in()
    {
        var (engine, image) = await engines.GetAsync();
        await using var folder = await engine.CreateFolderAsync(image, [FolderFile.Text("b/c/größe.txt", "deep"), FolderFile.Text("a.txt", "first"), new("link", null, 0, "a.txt")], Ct);

        var files = await folder.ReadAsync(1000, Ct);

        Assert.Equal(["a.txt", "b/c/größe.txt", "link"], files.Select(file => file.Path));
        Assert.Equal(["first", "deep"], files.Take(2).Select(file => Encoding.UTF8.GetString(file.Content!.Value.Span)));
        Assert.Equal("a.txt", files[2].LinkTarget);
    }

    [EngineFact]
    public async Task Leaves_out_the_content_of_files_over_the_limit()
    {
        var (engine, image) = await engines.GetAsync();
        await using var folder = await engine.CreateFolderAsync(image, [FolderFile.Text("large", new('x', 2_000_000)), FolderFile.Text("small", "x")], Ct);

        var files = await folder.ReadAsync(1000, Ct);

        Assert.Equal([(true, 2_000_000), (false, 1)], files.Select(file => (file.Content is null, file.Size)));
    }

    [EngineFact]
    public async Task Reads_what_a_run_wrote_hard_links_and_sparse_giants_included()
    {
        var (engine, image) = await engines.GetAsync();
        await using var folder = await engine.CreateFolderAsync(image, [], Ct);
        await using var run = await engines.ShellAsync("cd /opt/ml/model && ls -A && mkdir d && echo hello >d/one && ln d/one two && ln -s /etc/passwd out && mkfifo pipe && truncate -s 300M giant",
            request => request with { Mounts = [new(folder, "/opt/ml/model", ReadOnly: false)] });
        await run.WaitAsync(Ct);

        var files = await folder.ReadAsync(1000, Ct);

        Assert.Empty(run.Log.Lines);
        Assert.Equal([("d/one", 6), ("giant", 300 << 20), ("out", 0), ("two", 6)], files.Select(file => (file.Path, file.Size)));
        Assert.Equal("hello\n", Encoding.UTF8.GetString(files[3].Content!.Value.Span));
        Assert.Equal("/etc/passwd", files[2].LinkTarget);
    }

    [EngineFact]
    public async Task Is_read_while_a_run_replaces_and_cuts_its_files()
    {
        var (engine, image) = await engines.GetAsync();
        await using var folder = await engine.CreateFolderAsync(image, [], Ct);
        await using var run = await engines.ShellAsync("cd /data && touch kept && while :; do head -c 3000000 /dev/zero >new; mv new whole; truncate -s 0 whole; rm whole; done",
            request => request with { Mounts = [new(folder, "/data", ReadOnly: false)] });

        for (var time = 0; time < 100; time++)
            Assert.Contains(await folder.ReadAsync(0, Ct), file => file.Path is "kept");
    }

    [EngineFact]
    public async Task Mounted_read_only_it_refuses_writes_of_root()
    {
        var (engine, image) = await engines.GetAsync();
        await using var folder = await engine.CreateFolderAsync(image, [FolderFile.Text("a", "1")], Ct);
        await using var run = await engines.ShellAsync("id -u; cat /data/a; echo; echo 2 >/data/a || touch /data/b || mount -o remount,rw /data || echo refused",
            request => request with { Mounts = [new(folder, "/data", ReadOnly: true)] });

        await run.WaitAsync(Ct);

        Assert.Equal(["0", "1", "refused"], run.Log.Lines.Where(line => !line.Error).Select(line => line.Text));
        Assert.Equal("a", Assert.Single(await folder.ReadAsync(10, Ct)).Path);
    }

    [EngineFact]
    public async Task A_full_one_takes_no_file_however_small()
    {
        var (engine, image) = await engines.GetAsync();
        await using var folder = await engine.CreateFullFolderAsync(image, Ct);
        await using var run = await engines.ShellAsync("cd /data && touch a; mkdir b; true", request => request with { Mounts = [new(folder!, "/data", ReadOnly: false)] });

        var exit = await run.WaitAsync(Ct);

        Assert.Equal(0, exit.Code);
        Assert.Equal([true, true], run.Log.Lines.Select(line => line.Text.Contains("No space left on device", StringComparison.Ordinal)));
    }

    [EngineFact]
    public async Task Hides_what_the_image_has_at_its_path()
    {
        var (engine, image) = await engines.GetAsync();
        await using var folder = await engine.CreateFolderAsync(image, [], Ct);
        await using var run = await engines.ShellAsync("ls -A /etc/apt", request => request with { Mounts = [new(folder, "/etc/apt", ReadOnly: false)] });

        await run.WaitAsync(Ct);

        Assert.Empty(run.Log.Lines);
    }
}
