using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scaffold.Templates;

/// <summary>JSON as people read it: indented, quotes and comparison signs unescaped.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes(JsonObject json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
            json.WriteTo(writer);
        stream.Write("\n"u8);
        return stream.ToArray();
    }

    public static bool Contains(ReadOnlySpan<byte> content, string text) => content.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
