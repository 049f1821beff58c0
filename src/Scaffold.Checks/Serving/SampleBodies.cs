using System.Text;

namespace Scaffold.Checks.Serving;

/// <summary>Makes other bodies out of the declared samples.</summary>
internal static class SampleBodies
{
    /// <summary>A valid body of about <paramref name="size"/> bytes: the sample's records again and again; null for types that cannot be repeated.</summary>
    public static byte[]? Repeated(SampleRequest sample, int size)
    {
        if (Records(sample) is not { } lines)
            return null;
        var block = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
        if (block.Length < 2)
            return null;
        var times = Math.Max(1, size / block.Length);
        var body = new byte[times * block.Length];
        for (var i = 0; i < times; i++)
            block.CopyTo(body, i * block.Length);
        return body;
    }

    /// <summary>The sample's lines without a header; null for types that have none.</summary>
    public static IReadOnlyList<string>? Records(SampleRequest sample)
    {
        var type = MediaType.Of(sample.ContentType);
        if (!type.IsCsv && !type.IsJsonLines)
            return null;
        var lines = Encoding.UTF8.GetString(sample.Body.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')).ToList();
        if (type.IsCsv && lines.Count > 1 && !StartsWithNumber(lines[0]) && StartsWithNumber(lines[1]))
            lines.RemoveAt(0); // a header line comes once
        return lines;
    }

    /// <summary>Text that is no record of any kind, without a line end.</summary>
    public static byte[] Nonsense(int size)
    {
        var body = new byte[size];
        for (var i = 0; i < size; i++)
            body[i] = (byte)('a' + (i % 26));
        return body;
    }

    /// <summary>A body that is broken in its own type; null when any text is legal there.</summary>
    public static byte[]? Malformed(string contentType)
    {
        var type = MediaType.Of(contentType);
        if (type.IsJson)
            return "{\"instances\": [[1, "u8.ToArray();
        if (type.IsJsonLines)
            return "{\"features\": [1, \n{]\n"u8.ToArray();
        if (type.IsCsv)
            return "\"never closed,not a number\n1\n"u8.ToArray();
        return type.IsText ? null : [0xff, 0x00, 0xfe, 0x13, 0x37, 0x00, 0x80, 0x81];
    }

    private static bool StartsWithNumber(string line) =>
        double.TryParse(line.Split(',')[0].Trim('"', ' '), System.Globalization.CultureInfo.InvariantCulture, out _);
}
