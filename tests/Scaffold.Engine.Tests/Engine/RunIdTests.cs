using System.Diagnostics;
using Scaffold.Engine;

namespace Scaffold.Tests.Engine;

public sealed class RunIdTests
{
    [Fact]
    public void Reads_what_it_writes()
    {
        var id = RunId.New();

        Assert.Equal(id, RunId.Parse(id.ToString()));
        Assert.Matches("^[a-z0-9-]{10,100}$", id.ToString());
        Assert.Null(RunId.Parse("something-else"));
        Assert.Null(RunId.Parse(null));
    }

    [Fact]
    public async Task Is_abandoned_once_its_process_is_gone()
    {
        using var process = Process.Start("true");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.False(RunId.New().IsAbandoned);
        Assert.True((RunId.New() with { Pid = process.Id }).IsAbandoned);
    }

    [Fact]
    public void Is_abandoned_when_another_process_has_its_number() =>
        Assert.True((RunId.New() with { Started = 1 }).IsAbandoned);

    [Fact]
    public void Of_another_host_only_age_tells()
    {
        var elsewhere = RunId.New() with { Host = "0123456789ab", Pid = 1 };

        Assert.False(elsewhere.IsAbandoned);
        Assert.True((elsewhere with { Created = elsewhere.Created - 100_000 }).IsAbandoned);
    }
}
