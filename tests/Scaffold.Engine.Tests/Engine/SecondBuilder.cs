using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Scaffold.Tests.Engine;

/// <summary>A builder beside the engine: the BuildKit in a second dockerd of the lab's, behind a port, as buildx's <c>remote</c> driver takes it.</summary>
internal sealed class SecondBuilder : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Process _engine;

    private SecondBuilder(string binaries)
    {
        // Docker's older image store has no exporter for another engine.
        _folder.Write("daemon.json", """{"features": {"containerd-snapshotter": true}}""");
        ProcessStartInfo start = new(Path.Combine(binaries, "sbin/dockerd"),
        [
            "--config-file", _folder["daemon.json"], "--host", $"unix://{Socket}", "--data-root", _folder["data"], "--exec-root", _folder["exec"],
            "--pidfile", _folder["pid"], "--bridge", "none", "--iptables=false", "--ip6tables=false", "--log-level", "fatal",
        ])
        { RedirectStandardError = true };
        start.Environment["PATH"] = $"{binaries}/sbin:{binaries}/bin:{Environment.GetEnvironmentVariable("PATH")}";
        _engine = Process.Start(start)!;
        _ = _engine.StandardError.ReadToEndAsync();
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Name { get; } = $"second-{Guid.NewGuid():N}";

    /// <summary>Where the lab's dockerd is; null where the engine is not the lab's.</summary>
    public static string? Binaries =>
        Environment.GetEnvironmentVariable("LAB_DIR") is { } lab && File.Exists($"{lab}/engine/usr/sbin/dockerd") ? $"{lab}/engine/usr" : null;

    private string Socket => _folder["docker.sock"];

    public static async Task<SecondBuilder> StartAsync(string binaries)
    {
        SecondBuilder builder = new(binaries);
        while (!File.Exists(builder.Socket))
        {
            Assert.False(builder._engine.HasExited, "the second dockerd ended");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        var port = ((IPEndPoint)builder._listener.LocalEndpoint).Port;
        (await Command.RunAsync("docker", ["buildx", "create", "--name", builder.Name, "--driver", "remote", $"tcp://127.0.0.1:{port}"])).Succeeded();
        return builder;
    }

    public async ValueTask DisposeAsync()
    {
        await Command.RunAsync("docker", ["buildx", "rm", Name]);
        _listener.Dispose();
        await Command.RunAsync("kill", [$"{_engine.Id}"]); // not killed outright: its containerd would stay behind
        await _engine.WaitForExitAsync();
        _engine.Dispose();
        _folder.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // disposed
        }
    }

    // dockerd speaks BuildKit's gRPC on a connection that was upgraded to it, a buildkitd on any.
    private async Task PassAsync(TcpClient client)
    {
        using var _ = client;
        using Socket engine = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
            await using NetworkStream inner = new(engine);
            await inner.WriteAsync(Encoding.ASCII.GetBytes("POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"));
            var head = "";
            while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
                head += (char)inner.ReadByte();
            var answers = inner.CopyToAsync(client.GetStream());
            await Task.WhenAny(client.GetStream().CopyToAsync(inner), answers);
            engine.Shutdown(SocketShutdown.Send);
            await answers;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // one side is gone
        }
    }
}
