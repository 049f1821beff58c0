namespace Scaffold.Checks.Serving;

/// <summary>A POST to /invocations, sent exactly as given.</summary>
/// <param name="ContentType">Null for none.</param>
internal sealed record Invocation(ReadOnlyMemory<byte> Body, string? ContentType)
{
    public string? Accept { get; init; }
    public bool Chunked { get; init; }
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Sends the body in a way of its own; null for all of it at once.</summary>
    public HttpContent? Content { get; init; }

    public HttpRequestMessage ToRequest()
    {
        var content = Content ?? new ReadOnlyMemoryContent(Body);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/invocations", UriKind.Relative)) { Content = content };
        if (ContentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        if (Accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", Accept);
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (Chunked)
            request.Headers.TransferEncodingChunked = true;
        return request;
    }
}
