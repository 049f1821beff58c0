using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Scaffold.Checks.Serving.WebSockets;

/// <summary>One frame on the wire: .NET's own client sends no ping by hand and shows no pong.</summary>
internal sealed record WebSocketFrame(FrameKind Kind, bool IsFinal, ReadOnlyMemory<byte> Payload)
{
    private const int Largest = 16 << 20;

    private bool IsControl => Kind >= FrameKind.Close;

    /// <summary>Masked, as a client must.</summary>
    public async Task WriteAsync(Stream to, CancellationToken ct)
    {
        var length = Payload.Length;
        byte[] size = length < 126 ? [(byte)(0x80 | length)] : length <= ushort.MaxValue ? [0x80 | 126, 0, 0] : [0x80 | 127, 0, 0, 0, 0, 0, 0, 0, 0];
        if (size.Length == 3)
            BinaryPrimitives.WriteUInt16BigEndian(size.AsSpan(1), (ushort)length);
        else if (size.Length == 9)
            BinaryPrimitives.WriteUInt64BigEndian(size.AsSpan(1), (ulong)length);
        var mask = RandomNumberGenerator.GetBytes(4);
        var masked = Payload.ToArray();
        for (var i = 0; i < masked.Length; i++)
            masked[i] ^= mask[i % 4];
        await to.WriteAsync((byte[])[(byte)((IsFinal ? 0x80 : 0) | (int)Kind), .. size, .. mask, .. masked], ct);
    }

    /// <summary>The next frame; null when the server hung up between two.</summary>
    public static async Task<WebSocketFrame?> ReadAsync(Stream from, CancellationToken ct)
    {
        var head = new byte[2];
        if (await from.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, ct) < 2)
            return null;
        var kind = (FrameKind)(head[0] & 0x0f);
        if ((head[0] & 0x70) != 0 || !Enum.IsDefined(kind))
            throw new WebSocketFault($"The server sent a frame that RFC 6455 does not know: first byte 0x{head[0]:x2}");
        if ((head[1] & 0x80) != 0)
            throw new WebSocketFault("The server masks its frames, which only a client may");
        var length = await LengthAsync(from, head[1] & 0x7f, ct);
        if (length > Largest)
            throw new WebSocketFault($"The server sent a frame of {length:N0} bytes; {Largest:N0} are read here");
        var payload = new byte[length];
        await from.ReadExactlyAsync(payload, ct);
        WebSocketFrame frame = new(kind, (head[0] & 0x80) != 0, payload);
        return frame is { IsControl: true } and ({ IsFinal: false } or { Payload.Length: > 125 })
            ? throw new WebSocketFault($"The server sent a {kind} frame in parts or of {length} bytes; control frames are whole and have at most 125")
            : frame;
    }

    private static async Task<ulong> LengthAsync(Stream from, int head, CancellationToken ct)
    {
        if (head < 126)
            return (ulong)head;
        var more = new byte[head == 126 ? 2 : 8];
        await from.ReadExactlyAsync(more, ct);
        return head == 126 ? BinaryPrimitives.ReadUInt16BigEndian(more) : BinaryPrimitives.ReadUInt64BigEndian(more);
    }
}
