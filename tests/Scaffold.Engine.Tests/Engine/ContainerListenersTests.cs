using Scaffold.Engine;
using Scaffold.Engine.Docker;

namespace Scaffold.Tests.Engine;

public sealed class ContainerListenersTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Reads_the_tables_of_the_kernel() => Assert.Equal(
        ["0.0.0.0:8080", "127.0.0.1:9100", "[::]:8080", "[::1]:22"],
        ContainerListeners.Parse("""
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
               1: 0100007F:238C 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
               2: 0B00007F:9C41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
               3: 0100007F:238C 0100007F:9C42 01 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
               0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1
               1: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1

            """).Select(place => $"{place}"));

    [EngineFact]
    public async Task Finds_what_listens_in_a_container_whatever_its_image_holds()
    {
        await using var run = await engines.ShellAsync(
            "exec python3 -c 'import socket,time; a=socket.create_server((\"0.0.0.0\", 9191)); b=socket.create_server((\"127.0.0.1\", 9100)); print(1, flush=True); time.sleep(60)'",
            request => request with { Network = RunNetwork.Closed });
        while (run.Log.Lines.Count == 0 && !run.HasExited)
            await Task.Delay(20, Ct);

        Assert.Equal(["127.0.0.1:9100", "0.0.0.0:9191"], (await run.ListenersAsync(Ct))!.Select(place => $"{place}"));
    }
}
