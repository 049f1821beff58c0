namespace Scaffold.Checks.Serving.WebSockets;

/// <summary>What came back on a message.</summary>
/// <param name="Kind">Text or Binary; Close when the server ended the talk.</param>
internal sealed record WebSocketMessage(FrameKind Kind, ReadOnlyMemory<byte> Content)
{
    /// <summary>Of a Close frame: <c> with status 1007</c>, or nothing.</summary>
    public string Status => Content.Length < 2 ? "" : $" with status {(Content.Span[0] << 8) | Content.Span[1]}";
}
