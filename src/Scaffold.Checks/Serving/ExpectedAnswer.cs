using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scaffold.Checks.Serving;

/// <summary>Compares an answer with the declared one: JSON by structure, text up to its last line end, anything else byte for byte.</summary>
internal static class ExpectedAnswer
{
    /// <summary>What differs; null when the answer is right.</summary>
    public static string? Difference(Reply reply, SampleRequest sample) =>
        sample.Expected is not { } expected || Equal(reply.Body, expected, MediaType.Of(reply.ContentType ?? sample.Accept ?? sample.ContentType))
            ? null
            : $"the answer is {Show(reply.Body)}, not the declared {Show(expected)}";

    private static bool Equal(ReadOnlyMemory<byte> actual, ReadOnlyMemory<byte> expected, MediaType type)
    {
        if (actual.Span.SequenceEqual(expected.Span))
            return true;
        if (type.IsJsonLines)
            return EqualLines(Text(actual), Text(expected));
        if (type.IsJson)
            return EqualJson(Text(actual), Text(expected));
        return type.IsText && string.Equals(Trimmed(actual), Trimmed(expected), StringComparison.Ordinal);
    }

    private static bool EqualLines(string actual, string expected)
    {
        var (one, two) = (actual.TrimEnd('\n', '\r').Split('\n'), expected.TrimEnd('\n', '\r').Split('\n'));
        return one.Length == two.Length && one.Zip(two).All(pair => EqualJson(pair.First, pair.Second));
    }

    private static bool EqualJson(string actual, string expected)
    {
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(actual), JsonNode.Parse(expected));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Trimmed(ReadOnlyMemory<byte> text)
    {
        var whole = Text(text);
        return whole.EndsWith("\r\n", StringComparison.Ordinal) ? whole[..^2] : whole.EndsWith('\n') ? whole[..^1] : whole;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static string Show(ReadOnlyMemory<byte> bytes) =>
        new Reply(200, TimeSpan.Zero) { Body = bytes }.ToString().Split(": ", 2) is [_, var head] ? $"`{head}`" : "empty";
}
