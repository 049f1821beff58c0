using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scaffold.Checks.Training;

/// <summary>The same hyperparameters as different clients write them (FS-02).</summary>
internal static class Spellings
{
    /// <summary>Every spelling that differs from the declared one, with who writes it.</summary>
    public static IEnumerable<(string Name, JsonObject Values)> Of(IReadOnlyDictionary<string, string> declared)
    {
        HashSet<string> seen = [TrainingInputs.Strings(declared).ToJsonString()];
        foreach (var (name, spell) in All)
        {
            JsonObject values = new(declared.Select(pair => KeyValuePair.Create(pair.Key, spell(pair.Value))));
            if (seen.Add(values.ToJsonString()))
                yield return (name, values);
        }
    }

    private static readonly (string Name, Func<string, JsonNode?> Spell)[] All =
    [
        ("JSON in a string, as script mode sends it", text => IsFlag(text) ? text.ToLowerInvariant() : IsJson(text) ? text : Quoted(text)),
        ("Python's str()", text => IsFlag(text) ? (text[0] is 't' or 'T' ? "True" : "False") : text),
        ("everything in quotes", text => Quoted(IsFlag(text) ? text.ToLowerInvariant() : text)),
        ("real JSON types", text => IsFlag(text) ? JsonNode.Parse(text.ToLowerInvariant()) : IsJson(text) ? JsonNode.Parse(text) : text),
    ];

    public static bool IsNumber(string text) => Kind(text) is JsonValueKind.Number;

    private static bool IsFlag(string text) => bool.TryParse(text, out _) && text.Trim() == text;

    private static bool IsJson(string text) => Kind(text) is not JsonValueKind.Undefined;

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static JsonValueKind Kind(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind;
        }
        catch (JsonException)
        {
            return JsonValueKind.Undefined;
        }
    }
}
