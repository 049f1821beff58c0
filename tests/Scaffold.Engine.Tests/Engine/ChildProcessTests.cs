using Scaffold.Engine;

namespace Scaffold.Tests.Engine;

public sealed class ChildProcessTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_streams_apart_and_gives_the_exit_code()
    {
        List<(bool, string)> lines = [];

        var code = await ChildProcess.RunAsync(new("sh", ["-c", "echo out; echo err >&2; exit 5"]), (error, line) => Locked(lines, (error, line)), Ct);

        Assert.Equal(5, code);
        Assert.Equal([(false, "out"), (true, "err")], lines.Order());
    }

    [Fact]
    public async Task A_program_that_is_not_there_gives_no_code() =>
        Assert.Null(await ChildProcess.RunAsync(new("no-such-program-here"), (_, _) => { }, Ct));

    [Fact]
    public async Task Cancelling_kills_what_it_started_as_well()
    {
        using CancellationTokenSource stop = new();
        List<string> lines = [];
        var running = ChildProcess.RunAsync(new("sh", ["-c", "sleep 4711 & echo $!; wait"]), (_, line) =>
        {
            Locked(lines, line);
            stop.CancelAfter(100);
        }, stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        var child = int.Parse(lines[0], System.Globalization.CultureInfo.InvariantCulture);
        for (var attempt = 0; attempt < 100 && ProcStat.Read(child) is { State: not "Z" }; attempt++)
            await Task.Delay(20, Ct);
        Assert.True(ProcStat.Read(child) is null or { State: "Z" });
    }

    private static void Locked<T>(List<T> list, T item)
    {
        lock (list)
            list.Add(item);
    }
}
