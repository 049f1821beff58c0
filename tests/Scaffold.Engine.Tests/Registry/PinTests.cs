using System.Text.Json;

namespace Scaffold.Tests.Registry;

public sealed class PinTests : IDisposable
{
    private readonly BaseFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RegistryFact]
    public async Task A_base_is_pinned_and_followed_until_it_is_gone()
    {
        await using var registry = await LocalRegistry.StartAsync();
        var first = await registry.PushAsync("team/base:1.0", "one");
        var dockerfile = $"# bases\r\nARG BASE={registry.Host}/team/base:1.0\nFROM   {registry.Host}/team/base:1.0  AS build # 1\nFROM ${{BASE}}\nFROM build AS again\nFROM scratch";
        _folder.Write("Dockerfile", dockerfile);

        Assert.Equal([("unpinned", null, first), ("unpinned", null, first)], await _folder.OutdatedAsync(exit: 0));
        (await _folder.PinAsync("--dry-run")).Succeeded();
        Assert.Equal(dockerfile, _folder.Dockerfile);
        (await _folder.PinAsync()).Succeeded();
        Assert.Equal(dockerfile.Replace("base:1.0", $"base:1.0@{first}", StringComparison.Ordinal), _folder.Dockerfile);
        Assert.Equal([("current", first, first), ("current", first, first)], await _folder.OutdatedAsync(exit: 0));
        var written = File.GetLastWriteTimeUtc(_folder["Dockerfile"]);
        Assert.Contains("stays as it is", (await _folder.PinAsync()).Succeeded().Error, StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder["Dockerfile"]));

        var second = await registry.PushAsync("team/base:1.0", "two and more");
        Assert.Equal([("moved", first, second), ("moved", first, second)], await _folder.OutdatedAsync(exit: 1));
        (await _folder.PinAsync()).Succeeded();
        Assert.Equal(dockerfile.Replace("base:1.0", $"base:1.0@{second}", StringComparison.Ordinal), _folder.Dockerfile);

        await registry.DeleteAsync("team/base", second);
        Assert.Equal([("gone", second, null), ("gone", second, null)], await _folder.OutdatedAsync(exit: 1));
        Assert.Equal(1, (await _folder.PinAsync()).Exit);

        await registry.StopAsync();
        Assert.Equal([("unreachable", second, null), ("unreachable", second, null)], await _folder.OutdatedAsync(exit: 0));
        var pinned = await _folder.PinAsync();
        pinned.Ended(1);
        Assert.Contains($"{registry.Host} does not answer", pinned.Error, StringComparison.Ordinal);
    }

    [RegistryFact]
    public async Task The_table_shows_size_and_age_before_and_after()
    {
        await using var registry = await LocalRegistry.StartAsync();
        var first = await registry.PushAsync("base:1", "one");
        _folder.Write("Dockerfile", $"FROM {registry.Host}/base:1@{first}\n");
        var second = await registry.PushAsync("base:1", "two");

        var table = await _folder.RunAsync("images", "outdated");
        table.Ended(1);
        Assert.Matches($@"Dockerfile\(1\) +{registry.Host}/base:1 +moved +{first[7..19]} +{second[7..19]} +0\.0 MB → 0\.0 MB +\d{{4}}-\d\d-\d\d → ", table.Output);

        using var json = JsonDocument.Parse((await _folder.RunAsync("images", "outdated", "--json")).Output);
        var bases = json.RootElement.GetProperty("bases")[0];
        Assert.Equal("one", bases.GetProperty("pinnedImage").GetProperty("labels").GetProperty("content").GetString());
        Assert.Equal("two", bases.GetProperty("nowImage").GetProperty("labels").GetProperty("content").GetString());
        Assert.InRange(bases.GetProperty("nowImage").GetProperty("bytes").GetInt64(), 50, 5_000);
    }

    [RegistryFact]
    public async Task An_index_is_pinned_whole_and_described_for_the_platform_of_SageMaker()
    {
        await using var registry = await LocalRegistry.StartAsync();
        await registry.PushAsync("base:1", "one");
        var index = await registry.PushIndexAsync("base", "1", "all");
        _folder.Write("Dockerfile", $"FROM --platform=$BUILDPLATFORM {registry.Host}/base:all\n");

        (await _folder.PinAsync()).Succeeded();
        Assert.Equal($"FROM --platform=$BUILDPLATFORM {registry.Host}/base:all@{index}\n", _folder.Dockerfile);
        using var json = JsonDocument.Parse((await _folder.RunAsync("images", "outdated", "--json")).Succeeded().Output);
        Assert.Equal("one", json.RootElement.GetProperty("bases")[0].GetProperty("nowImage").GetProperty("labels").GetProperty("content").GetString());
    }

    [RegistryFact]
    public async Task The_engine_tells_what_it_pushed_or_pulled()
    {
        await using var registry = await LocalRegistry.StartAsync();
        var digest = await registry.PushAsync("base:1", "one");
        await registry.StopAsync();
        _folder.Write("Dockerfile", $"FROM {registry.Host}/base:1\nFROM {registry.Host}/other:1\n");

        var pinned = await _folder.PinAsync("--from", "engine");
        pinned.Ended(1);
        Assert.Contains("the engine has no image of that name", pinned.Error, StringComparison.Ordinal);
        Assert.Equal($"FROM {registry.Host}/base:1@{digest}\nFROM {registry.Host}/other:1\n", _folder.Dockerfile);
    }
}
