using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Scaffold.Checks.Serving;

/// <summary>An answer read from the wire, part by part: an HTTP client would hide where the parts end.</summary>
/// <param name="Chunks">When each part began to arrive, from the sending of the request on, and its size.</param>
/// <param name="Ended">When the answer was whole.</param>
internal sealed record StreamedAnswer(Reply Reply, bool IsChunked, IReadOnlyList<(TimeSpan At, int Size)> Chunks, TimeSpan Ended)
{
    private const int Largest = 64 << 20, LongestLine = 65_536;

    /// <param name="limit">For the whole answer.</param>
    public static async Task<StreamedAnswer> ReadAsync(Uri place, SampleRequest sample, TimeSpan limit, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timed.CancelAfter(limit);
        try
        {
            using TcpClient client = new() { NoDelay = true };
            await client.ConnectAsync(place.Host, place.Port, timed.Token);
            await using BufferedStream stream = new(client.GetStream(), LongestLine);
            await stream.WriteAsync(RequestOf(place, sample), timed.Token);
            await stream.FlushAsync(timed.Token);
            return await ReadAsync(stream, clock, timed.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return None($"no whole answer within {limit.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is IOException or SocketException or FormatException)
        {
            return None(e.Message);
        }

        StreamedAnswer None(string why) => new(new(0, clock.Elapsed, why), false, [], clock.Elapsed);
    }

    private static byte[] RequestOf(Uri place, SampleRequest sample)
    {
        var accept = sample.Accept is { } type ? $"Accept: {type}\r\n" : "";
        var head = $"POST /invocations HTTP/1.1\r\nHost: {place.Authority}\r\nContent-Type: {sample.ContentType}\r\n{accept}Content-Length: {sample.Body.Length}\r\nConnection: close\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. sample.Body.Span];
    }

    private static async Task<StreamedAnswer> ReadAsync(Stream stream, Stopwatch clock, CancellationToken ct)
    {
        var status = (await LineAsync(stream, ct)).Split(' ');
        if (status.Length < 2 || !status[0].StartsWith("HTTP/1.", StringComparison.Ordinal))
            throw new FormatException("this is not HTTP/1.1");
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(stream, ct) is { Length: > 0 } line)
            headers[line.Split(':', 2)[0].Trim()] = line.Split(':', 2)[^1].Trim();

        var isChunked = headers.GetValueOrDefault("Transfer-Encoding", "").Contains("chunked", StringComparison.OrdinalIgnoreCase);
        List<(TimeSpan, int)> chunks = [];
        using MemoryStream body = new();
        if (isChunked)
        {
            while (Size(await LineAsync(stream, ct)) is > 0 and var size)
            {
                chunks.Add((clock.Elapsed, size));
                await CopyAsync(stream, body, size, ct);
                await LineAsync(stream, ct);
            }
        }
        else
        {
            await CopyAsync(stream, body, long.TryParse(headers.GetValueOrDefault("Content-Length"), CultureInfo.InvariantCulture, out var length) ? length : null, ct);
        }
        var reply = new Reply(int.Parse(status[1], CultureInfo.InvariantCulture), clock.Elapsed) { ContentType = headers.GetValueOrDefault("Content-Type"), Body = body.ToArray() };
        return new(reply, isChunked, chunks, clock.Elapsed);
    }

    private static int Size(string line) => int.Parse(line.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static async Task<string> LineAsync(Stream stream, CancellationToken ct)
    {
        StringBuilder line = new();
        var one = new byte[1];
        while (line.Length < LongestLine)
        {
            if (await stream.ReadAsync(one, ct) == 0)
                throw new IOException("the connection was closed within the answer");
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
        throw new FormatException("a line of the answer's head has no end");
    }

    // To the end of the connection where no length is given.
    private static async Task CopyAsync(Stream from, MemoryStream to, long? length, CancellationToken ct)
    {
        var buffer = new byte[LongestLine];
        for (var left = length ?? long.MaxValue; left > 0;)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), ct);
            if (read == 0)
            {
                if (length is not null)
                    throw new IOException("the connection was closed within the answer");
                return;
            }
            if (to.Length + read > Largest)
                throw new FormatException($"the answer is larger than {Largest >> 20} MB");
            to.Write(buffer, 0, read);
            left -= read;
        }
    }
}
