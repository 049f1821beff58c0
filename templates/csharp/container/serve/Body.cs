using System.Buffers;

namespace Serve;

/// <summary>A request's whole body in one piece of borrowed memory.</summary>
internal sealed class Body : IDisposable
{
    private const int FirstSize = 64 * 1024;

    private byte[] _buffer;
    private int _length;

    private Body(long? announced) =>
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(announced + 1 ?? FirstSize, 1, FirstSize));

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Reads to the end, be the length announced or the body in chunks (INF-26).</summary>
    /// <param name="longest">How long it may be. Checked here and not by Kestrel, which hangs up on callers that still send.</param>
    public static async Task<Body> ReadAsync(HttpRequest request, long longest, CancellationToken ct)
    {
        if (request.ContentLength > longest)
            throw TooLarge();
        var body = new Body(request.ContentLength);
        try
        {
            while (await request.Body.ReadAsync(body._buffer.AsMemory(body._length), ct) is > 0 and var read)
            {
                body._length += read;
                if (body._length > longest)
                    throw TooLarge();
                if (body._length == body._buffer.Length)
                    body.Grow(request.ContentLength);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static RequestFault TooLarge() =>
        new("the body is larger than SAGEMAKER_MAX_PAYLOAD_IN_MB allows", StatusCodes.Status413PayloadTooLarge);

    // To the announced length once the caller has begun to send in earnest; without one, by doubling.
    private void Grow(long? announced)
    {
        var size = announced + 1 ?? Math.Min(_length * 2L, Array.MaxLength);
        var larger = ArrayPool<byte>.Shared.Rent((int)size);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
