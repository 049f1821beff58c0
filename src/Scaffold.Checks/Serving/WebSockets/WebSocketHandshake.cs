using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Scaffold.Checks.Serving.WebSockets;

/// <summary>Opens a WebSocket by hand (RFC 6455, §4).</summary>
internal static class WebSocketHandshake
{
    private const int HeadLimit = 16 << 10;

    /// <summary>Sends the upgrade and reads the answer up to its last byte.</summary>
    public static async Task OpenAsync(NetworkStream stream, Uri endpoint, string path, CancellationToken ct)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var request = $"GET {path} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), ct);
        var lines = (await HeadAsync(stream, ct)).Split("\r\n");
        var words = lines[0].Split(' ', 3);
        if (words is not [_, "101", ..])
            throw new WebSocketFault($"GET {path} with Upgrade: websocket came to {(lines[0].Length == 0 ? "no answer" : string.Join(' ', words.Skip(1)))}, not 101");
        if (Header(lines, "Sec-WebSocket-Accept") != AcceptOf(key))
            throw new WebSocketFault($"The upgrade of {path} was answered without the right Sec-WebSocket-Accept");
    }

    // Byte by byte: the first frame may follow at once.
    private static async Task<string> HeadAsync(NetworkStream stream, CancellationToken ct)
    {
        StringBuilder head = new();
        var one = new byte[1];
        while (head.Length < HeadLimit && await stream.ReadAsync(one, ct) == 1)
        {
            head.Append((char)one[0]);
            if (one[0] == '\n' && head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
                break;
        }
        return head.ToString();
    }

    private static string? Header(IEnumerable<string> lines, string name) => lines
        .Where(line => line.StartsWith(name + ":", true, CultureInfo.InvariantCulture))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

#pragma warning disable CA5350 // the protocol's own digest, no secret
    private static string AcceptOf(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
}
