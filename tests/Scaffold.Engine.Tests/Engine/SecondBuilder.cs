using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Scaffold.Tests.Engine;

/// <summary>A builder beside the engine: the BuildKit in a second dockerd of the lab's, behind a port, as buildx's <c>remote</c> driver takes it.</summary>
internal sealed class SecondBuilder : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SecondEngine _engine;

    private SecondBuilder(SecondEngine engine)
    {
        _engine = engine;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Name { get; } = $"second-{Guid.NewGuid():N}";

    public static async Task<SecondBuilder> StartAsync()
    {
        // Docker's older image store has no exporter for another engine.
        SecondBuilder builder = new(await SecondEngine.StartAsync("""{"features": {"containerd-snapshotter": true}}"""));
        var port = ((IPEndPoint)builder._listener.LocalEndpoint).Port;
        (await Command.RunAsync("docker", ["buildx", "create", "--name", builder.Name, "--driver", "remote", $"tcp://127.0.0.1:{port}"])).Succeeded();
        return builder;
    }

    public async ValueTask DisposeAsync()
    {
        await Command.RunAsync("docker", ["buildx", "rm", Name]);
        _listener.Dispose();
        await _engine.DisposeAsync();
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
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(_engine.Socket));
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
