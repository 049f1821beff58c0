using System.Text;

namespace Scaffold.Checks.Serving;

/// <summary>Compares an answer with the declared one: JSON by structure, text up to its last line end, both within the declared tolerance, anything else byte for byte.</summary>
internal static class ExpectedAnswer
{
    /// <summary>What differs; null when the answer is right.</summary>
    public static string? Difference(Reply reply, SampleRequest sample) =>
        sample.Expected is not { } expected || Equal(reply.Body, expected, MediaType.Of(reply.ContentType ?? sample.Accept ?? sample.ContentType), new(sample.Tolerance))
            ? null
            : $"the answer is {Show(reply.Body)}, not the declared {Show(expected)}";

    private static bool Equal(ReadOnlyMemory<byte> actual, ReadOnlyMemory<byte> expected, MediaType type, Likeness likeness)
    {
        if (actual.Span.SequenceEqual(expected.Span))
            return true;
        if (type.IsJsonLines)
            return likeness.OfJsonLines(Text(actual), Text(expected));
        if (type.IsJson)
            return likeness.OfJson(Text(actual), Text(expected));
        return type.IsText && likeness.OfText(Trimmed(actual), Trimmed(expected));
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
