using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Serve.Formats;

/// <summary>Writes labels: one record per record of the request, in order (BAT-07).</summary>
internal static class Answer
{
    public static void Write(MediaType type, Records records, ArrayBufferWriter<byte> body)
    {
        switch (type)
        {
            case MediaType.Csv:
                WriteLines(records, body, WriteCsv);
                break;
            case MediaType.JsonLines:
                using (var json = new Utf8JsonWriter(body))
                    WriteLines(records, body, (label, _) => WriteJsonLine(label, json));
                break;
            case MediaType.Json:
                WriteJson(records.Labels, body);
                break;
            default:
                WriteNpy(records.Labels, body);
                break;
        }
    }

    private static void WriteLines(Records records, ArrayBufferWriter<byte> body, Action<string, ArrayBufferWriter<byte>> write)
    {
        var end = records.HasCarriageReturns ? "\r\n"u8 : "\n"u8;
        for (var i = 0; i < records.Labels.Count; i++)
        {
            write(records.Labels[i], body);
            if (i < records.Labels.Count - 1 || records.LastLineEnds)
                body.Write(end);
        }
    }

    private static void WriteCsv(string label, ArrayBufferWriter<byte> body)
    {
        var needsQuotes = label.AsSpan().ContainsAny(",\"\r\n");
        Encoding.UTF8.GetBytes(needsQuotes ? $"\"{label.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : label, body);
    }

    private static void WriteJsonLine(string label, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("prediction"u8, label);
        json.WriteEndObject();
        json.Flush();
        json.Reset();
    }

    private static void WriteJson(List<string> labels, ArrayBufferWriter<byte> body)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteStartArray("predictions"u8);
        foreach (var label in labels)
            json.WriteStringValue(label);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // An array of fixed-width texts in UTF-32, as numpy.save writes it: the data begins at a multiple of 64.
    private static void WriteNpy(List<string> labels, ArrayBufferWriter<byte> body)
    {
        const int Fixed = 10;
        var width = Math.Max(1, labels.Max(label => Encoding.UTF32.GetByteCount(label)) / 4);
        var header = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<U{width}', 'fortran_order': False, 'shape': ({labels.Count},), }}");
        var length = ((Fixed + header.Length + 1 + 63) / 64 * 64) - Fixed;

        body.Write((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]);
        BinaryPrimitives.WriteUInt16LittleEndian(body.GetSpan(2), (ushort)length);
        body.Advance(2);
        body.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
        foreach (var label in labels)
        {
            var cell = body.GetSpan(width * 4)[..(width * 4)];
            cell[Encoding.UTF32.GetBytes(label, cell)..].Clear();
            body.Advance(cell.Length);
        }
    }
}
