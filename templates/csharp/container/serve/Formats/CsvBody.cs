using System.Globalization;

namespace Serve.Formats;

/// <summary>text/csv: one row per line; the first line is a header where its first field is no number.</summary>
internal static class CsvBody
{
    public static void Read(ReadOnlySpan<byte> body, Records records)
    {
        var lines = new Lines(body, records);
        if (lines.MoveNext() && !IsHeader(lines.Current))
            ReadLine(lines.Current, records);
        while (lines.MoveNext())
            ReadLine(lines.Current, records);
    }

    private static void ReadLine(ReadOnlySpan<byte> line, Records records)
    {
        for (var comma = 0; comma >= 0; line = line[(comma + 1)..])
        {
            comma = line.IndexOf((byte)',');
            var field = Bare(comma < 0 ? line : line[..comma]);
            if (!TryParse(field, out var value))
                throw records.NotANumber(field);
            records.Add(value, field);
        }

        records.EndRow();
    }

    private static bool IsHeader(ReadOnlySpan<byte> line)
    {
        var comma = line.IndexOf((byte)',');
        return !TryParse(Bare(comma < 0 ? line : line[..comma]), out _);
    }

    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> field)
    {
        field = field.Trim(" \t"u8);
        return field is [(byte)'"', .. var inner, (byte)'"'] ? inner : field;
    }

    private static bool TryParse(ReadOnlySpan<byte> field, out float value) =>
        float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
