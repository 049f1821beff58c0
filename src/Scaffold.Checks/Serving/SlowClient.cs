using System.Net.Sockets;
using System.Text;

namespace Scaffold.Checks.Serving;

/// <summary>A client that does not behave: it holds a connection and what belongs to it until it is disposed.</summary>
internal sealed class SlowClient : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly CancellationTokenSource _end = new();
    private Task _sending = Task.CompletedTask;

    private SlowClient()
    {
    }

    /// <summary>What each kind does, for people.</summary>
    public static IReadOnlyDictionary<string, Func<Uri, Invocation, CancellationToken, Task<SlowClient>>> Kinds { get; } =
        new Dictionary<string, Func<Uri, Invocation, CancellationToken, Task<SlowClient>>>
        {
            ["connects and sends nothing"] = (place, _, ct) => ConnectAsync(place, "", ct),
            ["sends half a header"] = (place, invocation, ct) => ConnectAsync(place, Head(place, invocation)[..30], ct),
            ["sends its body a byte at a time"] = TrickleAsync,
            ["leaves before its answer"] = LeaveAsync,
        };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _sending;
        _client.Dispose();
        _end.Dispose();
    }

    private static async Task<SlowClient> ConnectAsync(Uri place, string text, CancellationToken ct)
    {
        SlowClient client = new();
        try
        {
            await client._client.ConnectAsync(place.Host, place.Port, ct);
            await client._client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), ct);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            // a server may refuse it
        }
        return client;
    }

    private static async Task<SlowClient> TrickleAsync(Uri place, Invocation invocation, CancellationToken ct)
    {
        var client = await ConnectAsync(place, Head(place, invocation), ct);
        client._sending = client.TrickleAsync(invocation.Body);
        return client;
    }

    private static async Task<SlowClient> LeaveAsync(Uri place, Invocation invocation, CancellationToken ct)
    {
        var client = await ConnectAsync(place, Head(place, invocation) + Encoding.Latin1.GetString(invocation.Body.Span), ct);
        client._client.LingerState = new(true, 0); // closing it is then a reset
        client._client.Close();
        return client;
    }

    private static string Head(Uri place, Invocation invocation) =>
        $"POST /invocations HTTP/1.1\r\nHost: {place.Authority}\r\nContent-Type: {invocation.ContentType}\r\nContent-Length: {invocation.Body.Length}\r\n\r\n";

    private async Task TrickleAsync(ReadOnlyMemory<byte> body)
    {
        try
        {
            for (var i = 0; i < body.Length; i++)
            {
                await _client.GetStream().WriteAsync(body.Slice(i, 1), _end.Token);
                await Task.Delay(Between, _end.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            // the test is over, or the server had enough of it
        }
    }
}
