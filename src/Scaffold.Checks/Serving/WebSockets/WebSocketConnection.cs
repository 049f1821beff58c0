using System.Diagnostics;
using System.Net.Sockets;

namespace Scaffold.Checks.Serving.WebSockets;

/// <summary>A client that shows every frame: it sends pings and parts of messages by hand, and sees pongs and Close frames.</summary>
internal sealed class WebSocketConnection : IDisposable
{
    private const int MessageLimit = 64 << 20;
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly Queue<WebSocketMessage> _messages = [];
    private readonly HashSet<string> _pongs = [];
    private readonly MemoryStream _parts = new();
    private FrameKind? _open;

    private WebSocketConnection()
    {
    }

    /// <summary>From the first packet to the answer on the upgrade.</summary>
    public TimeSpan UpgradeTook { get; private set; }

    public static async Task<WebSocketConnection> OpenAsync(Uri endpoint, string path, TimeSpan limit, CancellationToken ct)
    {
        WebSocketConnection connection = new();
        try
        {
            var clock = Stopwatch.StartNew();
            await connection.InTimeAsync(limit, $"The upgrade of {path} was not answered", async timed =>
            {
                await connection._client.ConnectAsync(endpoint.Host, endpoint.Port, timed);
                await WebSocketHandshake.OpenAsync(connection.Stream, endpoint, path, timed);
            }, ct);
            connection.UpgradeTook = clock.Elapsed;
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public Task SendAsync(FrameKind kind, ReadOnlyMemory<byte> content, bool isFinal, CancellationToken ct) =>
        InTimeAsync(TimeSpan.FromSeconds(30), "The server reads no frames", timed => new WebSocketFrame(kind, isFinal, content).WriteAsync(Stream, timed), ct);

    /// <summary>Sends a ping and waits for its pong; messages that come meanwhile are kept.</summary>
    public async Task PingAsync(string content, TimeSpan limit, CancellationToken ct)
    {
        var payload = System.Text.Encoding.ASCII.GetBytes(content);
        await SendAsync(FrameKind.Ping, payload, isFinal: true, ct);
        await InTimeAsync(limit, "A ping frame got no pong with its content", async timed =>
        {
            while (!_pongs.Contains(content))
                await ReadAsync("a pong", timed);
        }, ct);
    }

    /// <summary>The next message, whole.</summary>
    public async Task<WebSocketMessage> ReceiveAsync(string to, TimeSpan limit, CancellationToken ct)
    {
        await InTimeAsync(limit, $"No message came back on {to}", async timed =>
        {
            while (_messages.Count == 0)
                await ReadAsync($"an answer on {to}", timed);
        }, ct);
        return _messages.Dequeue();
    }

    /// <summary>Sends a Close frame and waits for the server's.</summary>
    public async Task CloseAsync(TimeSpan limit, CancellationToken ct)
    {
        await SendAsync(FrameKind.Close, new byte[] { 0x03, 0xe8 }, isFinal: true, ct); // 1000, normal
        await InTimeAsync(limit, "A Close frame was not answered with one", async timed =>
        {
            while (!_messages.Any(message => message.Kind is FrameKind.Close))
                await ReadAsync("a Close frame", timed);
        }, ct);
    }

    public void Dispose()
    {
        _client.Dispose();
        _parts.Dispose();
    }

    private NetworkStream Stream => _client.GetStream();

    private async Task ReadAsync(string wanted, CancellationToken ct)
    {
        var frame = await WebSocketFrame.ReadAsync(Stream, ct) ?? throw new WebSocketFault($"The server {Ended("hung up")} instead of {wanted}");
        switch (frame.Kind)
        {
            case FrameKind.Ping:
                await new WebSocketFrame(FrameKind.Pong, true, frame.Payload).WriteAsync(Stream, ct);
                break;
            case FrameKind.Pong:
                _pongs.Add(System.Text.Encoding.ASCII.GetString(frame.Payload.Span));
                break;
            case FrameKind.Close:
                _messages.Enqueue(new(FrameKind.Close, frame.Payload));
                break;
            default:
                Collect(frame);
                break;
        }
    }

    private void Collect(WebSocketFrame frame)
    {
        if (frame.Kind is FrameKind.Continuation != _open is not null)
            throw new WebSocketFault($"The server sent a {frame.Kind} frame {(_open is null ? "with nothing to continue" : "in the middle of a message")}");
        _open ??= frame.Kind;
        _parts.Write(frame.Payload.Span);
        if (_parts.Length > MessageLimit)
            throw new WebSocketFault($"The server's message is longer than {MessageLimit:N0} bytes");
        if (!frame.IsFinal)
            return;
        _messages.Enqueue(new(_open.Value, _parts.ToArray()));
        _parts.SetLength(0);
        _open = null;
    }

    private async Task InTimeAsync(TimeSpan limit, string late, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timed.CancelAfter(limit);
        try
        {
            await work(timed.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new WebSocketFault($"{late} within {limit.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new WebSocketFault($"{late}: the server {Ended("cut the connection")}");
        }
    }

    private string Ended(string otherwise) => _messages.FirstOrDefault(message => message.Kind is FrameKind.Close) is { } close ? $"closed the WebSocket{close.Status}" : otherwise;
}
