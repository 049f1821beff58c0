using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Serve.Formats;

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
