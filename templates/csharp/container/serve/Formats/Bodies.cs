using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

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
        return field is [(byte)'"', .. var inner, (byte)'"'] ? inner.Trim(" \t"u8) : field;
    }

    private static bool TryParse(ReadOnlySpan<byte> field, out float value) =>
        Utf8Parser.TryParse(field, out value, out var read) && read == field.Length;
}

/// <summary>
/// application/json: {"instances": [row, ...]} or the bare list. application/jsonlines: a row per line.
/// A row is a list of numbers or {"features": [numbers]}; other keys are passed over.
/// </summary>
internal static class JsonBody
{
    public static void Read(ReadOnlySpan<byte> body, Records records)
    {
        try
        {
            var json = new Utf8JsonReader(body.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body);
            json.Read();
            if (json.TokenType is JsonTokenType.StartObject)
                Enter(ref json, "instances"u8);
            if (json.TokenType is not JsonTokenType.StartArray)
                throw new RequestFault("expected a list of rows, or an object with such a list as \"instances\"");
            while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
                ReadRow(ref json, records);

            // What is left must be JSON, too.
            while (json.Read())
                json.Skip();
        }
        catch (JsonException e)
        {
            throw NotJson("", e);
        }
    }

    public static void ReadLines(ReadOnlySpan<byte> body, Records records)
    {
        var lines = new Lines(body, records);
        while (lines.MoveNext())
        {
            var row = records.Row;
            try
            {
                var json = new Utf8JsonReader(lines.Current);
                json.Read();
                ReadRow(ref json, records);
                json.Read();
            }
            catch (JsonException e)
            {
                throw NotJson($"row {row}: ", e);
            }
        }
    }

    private static void ReadRow(ref Utf8JsonReader json, Records records)
    {
        var isObject = json.TokenType is JsonTokenType.StartObject;
        if (isObject)
            Enter(ref json, "features"u8);
        if (json.TokenType is not JsonTokenType.StartArray)
            throw new RequestFault($"row {records.Row}: expected a list of numbers, or an object with such a list as \"features\"");

        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (json.TokenType is not JsonTokenType.Number || !json.TryGetSingle(out var value))
                throw records.NotANumber(json.ValueSpan);
            records.Add(value, json.ValueSpan);
        }

        while (isObject && json.Read() && json.TokenType is not JsonTokenType.EndObject)
            json.Skip();
        records.EndRow();
    }

    // Moves to the value of that key, or to the end of the object.
    private static void Enter(ref Utf8JsonReader json, ReadOnlySpan<byte> key)
    {
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var isFound = json.ValueTextEquals(key);
            json.Read();
            if (isFound)
                return;
            json.Skip();
        }
    }

    private static RequestFault NotJson(string where, JsonException e)
    {
        var what = e.Message.Split(" LineNumber:")[0];
        return new($"{where}not JSON: {what} (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})");
    }
}

/// <summary>application/x-npy: what numpy.save writes of a two-dimensional array of numbers.</summary>
internal static partial class NpyBody
{
    private const string Types = "<f4, <f8, <i4, <i8";

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static void Read(ReadOnlySpan<byte> body, Records records)
    {
        var header = Header(body, out var data);
        var type = TypePattern().Match(header).Groups[1].Value;
        var size = type switch
        {
            "<f4" or "<i4" => 4,
            "<f8" or "<i8" => 8,
            _ => throw new RequestFault($"npy: dtype '{type}' is not supported; use one of {Types}"),
        };
        var shape = ShapePattern().Match(header);
        if (!int.TryParse(shape.Groups[1].Value, CultureInfo.InvariantCulture, out var rows)
            || !int.TryParse(shape.Groups[2].Value, CultureInfo.InvariantCulture, out var columns))
            throw new RequestFault("npy: expected an array of two dimensions, rows and columns");
        if ((long)rows * columns * size != data.Length)
            throw new RequestFault($"npy: {rows} rows of {columns} columns of {type} are not {data.Length} bytes");

        var isByColumn = header.Contains("'fortran_order': True", StringComparison.Ordinal);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var at = (isByColumn ? (column * rows) + row : (row * columns) + column) * size;
                records.Add(Number(type, data[at..]));
            }

            records.EndRow();
        }
    }

    private static string Header(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> data)
    {
        const int Fixed = 8;
        if (!body.StartsWith(Magic) || body.Length < Fixed + 4)
            throw new RequestFault("npy: the body does not begin as an .npy file");

        // Version 1 has two bytes for the length of the header, later ones four.
        var (start, length) = body[6] == 1
            ? (Fixed + 2, BinaryPrimitives.ReadUInt16LittleEndian(body[Fixed..]))
            : (Fixed + 4, (long)BinaryPrimitives.ReadUInt32LittleEndian(body[Fixed..]));
        if (length > body.Length - start)
            throw new RequestFault("npy: the body ends within its header");
        data = body[(start + (int)length)..];
        return Encoding.Latin1.GetString(body.Slice(start, (int)length));
    }

    private static float Number(string type, ReadOnlySpan<byte> bytes) => type switch
    {
        "<f4" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        "<f8" => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        "<i4" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };

    [GeneratedRegex(@"'descr':\s*'([^']*)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"'shape':\s*\((\d+),\s*(\d+),?\)")]
    private static partial Regex ShapePattern();
}
