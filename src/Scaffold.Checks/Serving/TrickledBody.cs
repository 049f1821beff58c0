using System.Net;

namespace Scaffold.Checks.Serving;

/// <summary>A body that is sent piece by piece over a given time: a request that takes at least as long.</summary>
internal sealed class TrickledBody(ReadOnlyMemory<byte> body, TimeSpan over) : HttpContent
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var pieces = Math.Max(1, (int)(over / Between));
        for (var piece = 0; piece < pieces; piece++)
        {
            await Task.Delay(Between, cancellationToken);
            await stream.WriteAsync(body[Start(piece, pieces)..Start(piece + 1, pieces)], cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    private int Start(int piece, int pieces) => (int)((long)body.Length * piece / pieces);
}
