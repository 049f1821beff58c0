using System.Text;
using System.Text.Json;

namespace Scaffold.Checks.Dockerfiles;

/// <summary>The exec form of an instruction: a JSON array of strings, anything else being shell form.</summary>
internal static class JsonForm
{
    /// <summary>The strings; null when it is no such array. What follows the array is ignored, as BuildKit does.</summary>
    public static IReadOnlyList<string>? Read(string arguments)
    {
        if (!arguments.AsSpan().TrimStart().StartsWith("["))
            return null;
        try
        {
            Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(arguments));
            reader.Read();
            List<string> words = [];
            while (reader.Read() && reader.TokenType == JsonTokenType.String)
                words.Add(reader.GetString()!);
            return reader.TokenType == JsonTokenType.EndArray ? words : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return null;
        }
    }

    /// <summary>Writes words as a JSON array, for a fix that can be pasted.</summary>
    public static string Write(IEnumerable<string> words) =>
        "[" + string.Join(", ", words.Select(word => $"\"{JsonEncodedText.Encode(word, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"")) + "]";
}
