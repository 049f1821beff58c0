using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Scaffold.Checks.Serving;

/// <summary>Sends requests to a serving container from outside; every answer is limited in time and size, and no fault of the server throws.</summary>
internal sealed class Probe : IDisposable
{
    private const int AnswerLimit = 64 << 20;
    private readonly HttpClient _http;

    public Probe(Uri endpoint) => _http = new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.Zero, // a connection per request: no race with a server that closes idle ones
        MaxResponseHeadersLength = 64,
    })
    {
        BaseAddress = endpoint,
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestVersion = HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public Task<Reply> GetAsync(string path, TimeSpan limit, CancellationToken ct) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)), limit, ct);

    public async Task<Reply> SendAsync(HttpRequestMessage request, TimeSpan limit, CancellationToken ct)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timed.CancelAfter(limit);
        var clock = Stopwatch.StartNew();
        try
        {
            using (request)
            using (var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timed.Token))
            {
                var body = await ReadAsync(response, timed.Token);
                return new Reply((int)response.StatusCode, clock.Elapsed)
                {
                    ContentType = response.Content.Headers.TryGetValues("Content-Type", out var types) ? string.Join(", ", types) : null,
                    Location = response.Headers.TryGetValues("Location", out var places) ? string.Join(", ", places) : null,
                    Software = response.Headers.TryGetValues("Server", out var names) ? string.Join(", ", names) : null,
                    Body = body,
                };
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(0, clock.Elapsed, $"none within {limit.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException) // the last bare, when it is reset between the connect and the first byte
        {
            return new(0, clock.Elapsed, Words(e));
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using MemoryStream body = new();
        var buffer = new byte[65_536];
        int read;
        while (body.Length < AnswerLimit && (read = await stream.ReadAsync(buffer, ct)) > 0)
            body.Write(buffer, 0, read);
        return body.ToArray();
    }

    private static string Words(Exception fault)
    {
        for (var e = fault; e is not null; e = e.InnerException!)
        {
            switch (e)
            {
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "connection refused";
                case SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted or SocketError.NotConnected }:
                    return "connection reset";
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return "connection closed without a whole answer";
                case HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } invalid:
                    return $"not HTTP/1.1: {invalid.Message}";
                default:
                    break;
            }
        }
        return fault.GetBaseException().Message;
    }
}
