using System.Text;
using System.Text.Encodings.Web;

namespace Scaffold.Checks.Serving;

/// <summary>What came back on a request; status 0 when nothing did.</summary>
/// <param name="Fault">Why there is no answer, in words.</param>
internal sealed record Reply(int Status, TimeSpan Took, string? Fault = null)
{
    public string? ContentType { get; init; }
    public string? Location { get; init; }

    /// <summary>What the server says it is.</summary>
    public string? Software { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public bool IsOk => Status == 200;

    /// <summary>The caller's fault, as the server sees it.</summary>
    public bool IsRefusal => Status is >= 400 and < 500;

    public bool IsRedirect => Status is >= 300 and < 400;

    public bool Reset => Status == 0;

    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>For messages: <c>415 application/json in 0.02 s: {"error": …}</c>.</summary>
    public override string ToString() =>
        Reset ? $"no answer: {Fault}" : $"{Status}{(ContentType is null ? "" : " " + ContentType)}{(Location is null ? "" : " -> " + Location)} in {Took.TotalSeconds:0.00} s{Head()}";

    private string Head()
    {
        if (Body.IsEmpty)
            return ", empty";
        var head = Encoding.UTF8.GetString(Body.Span[..Math.Min(Body.Length, 200)]).TrimEnd();
        return $": {JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(head)}{(Body.Length > 200 ? " …" : "")}";
    }
}
