using System.Buffers.Binary;
using Scaffold.Checks.Serving.WebSockets;

namespace Scaffold.Tests.Verify;

public sealed class WebSocketFrameTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public async Task Reads_what_a_server_sends_and_masks_what_it_sends_itself(int length)
    {
        var payload = new byte[length];
        new Random(length).NextBytes(payload);
        using MemoryStream wire = new();

        await new WebSocketFrame(FrameKind.Binary, IsFinal: false, payload).WriteAsync(wire, Ct);
        var frame = await ReadAsync(Unmasked(wire.ToArray()));

        Assert.Equal((FrameKind.Binary, false), (frame!.Kind, frame.IsFinal));
        Assert.True(frame.Payload.Span.SequenceEqual(payload));
    }

    [Fact]
    public async Task Takes_an_end_between_two_frames_for_the_end() => Assert.Null(await ReadAsync([]));

    [Theory]
    [InlineData(new byte[] { 0x81, 0x80, 0, 0, 0, 0 }, "masks")]
    [InlineData(new byte[] { 0xc1, 0x00 }, "0xc1")]
    [InlineData(new byte[] { 0x83, 0x00 }, "0x83")]
    [InlineData(new byte[] { 0x09, 0x00 }, "in parts")]
    [InlineData(new byte[] { 0x82, 0x7f, 0xff, 0, 0, 0, 0, 0, 0, 0 }, "18,374,686,479,671,623,680")]
    public async Task Says_what_breaks_the_protocol(byte[] wire, string words) =>
        Assert.Contains(words, (await Assert.ThrowsAsync<WebSocketFault>(() => ReadAsync(wire))).Message, StringComparison.Ordinal);

    private static Task<WebSocketFrame?> ReadAsync(byte[] wire) => WebSocketFrame.ReadAsync(new MemoryStream(wire), Ct);

    // As the server would send it.
    private static byte[] Unmasked(byte[] wire)
    {
        Assert.NotEqual(0, wire[1] & 0x80);
        var head = (wire[1] & 0x7f) switch { 126 => 4, 127 => 10, _ => 2 };
        var size = head switch { 2 => wire[1] & 0x7f, 4 => BinaryPrimitives.ReadUInt16BigEndian(wire.AsSpan(2)), _ => (int)BinaryPrimitives.ReadUInt64BigEndian(wire.AsSpan(2)) };
        var mask = wire[head..(head + 4)];
        var content = wire[(head + 4)..];
        Assert.Equal(size, content.Length);
        return [wire[0], (byte)(wire[1] & 0x7f), .. wire[2..head], .. content.Select((value, index) => (byte)(value ^ mask[index % 4]))];
    }
}
