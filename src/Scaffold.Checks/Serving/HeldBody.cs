using System.Net;

namespace Scaffold.Checks.Serving;

/// <summary>A body that says when it has been sent, and can hold its last bytes back until it is released: a request in flight for as long as wanted.</summary>
internal sealed class HeldBody(ReadOnlyMemory<byte> body, int held) : HttpContent
{
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All but the held bytes have been handed to the network.</summary>
    public Task Sent => _sent.Task;

    public void Release() => _released.TrySetResult();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(body[..^held], cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _sent.TrySetResult();
        if (held == 0)
            return;
        await _released.Task.WaitAsync(cancellationToken);
        await stream.WriteAsync(body[^held..], cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
