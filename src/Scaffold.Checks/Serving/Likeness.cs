using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scaffold.Checks.Serving;

/// <summary>Equality of answers in which numbers may differ a little: other processors round otherwise.</summary>
/// <param name="tolerance">The share by which a number may differ; 0 for not at all.</param>
internal sealed partial class Likeness(double tolerance)
{
    public bool OfJsonLines(string actual, string expected)
    {
        var (one, two) = (actual.TrimEnd('\n', '\r').Split('\n'), expected.TrimEnd('\n', '\r').Split('\n'));
        return one.Length == two.Length && one.Zip(two).All(pair => OfJson(pair.First, pair.Second));
    }

    public bool OfJson(string actual, string expected)
    {
        try
        {
            using var one = JsonDocument.Parse(actual);
            using var two = JsonDocument.Parse(expected);
            return Of(one.RootElement, two.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Word by word, so that the numbers in a line of CSV can be compared.</summary>
    public bool OfText(string actual, string expected)
    {
        if (tolerance == 0)
            return string.Equals(actual, expected, StringComparison.Ordinal);
        var (one, two) = (Words().Split(actual), Words().Split(expected)); // the separators are in the result
        return one.Length == two.Length && one.Zip(two).All(pair =>
            pair.First == pair.Second || (Number(pair.First) is { } first && Number(pair.Second) is { } second && Of(first, second)));
    }

    private bool Of(JsonElement actual, JsonElement expected) => expected.ValueKind switch
    {
        JsonValueKind.Number => actual.ValueKind is JsonValueKind.Number && (JsonElement.DeepEquals(actual, expected) || Of(actual.GetDouble(), expected.GetDouble())),
        JsonValueKind.Array => actual.ValueKind is JsonValueKind.Array && actual.GetArrayLength() == expected.GetArrayLength()
            && actual.EnumerateArray().Zip(expected.EnumerateArray()).All(pair => Of(pair.First, pair.Second)),
        JsonValueKind.Object => actual.ValueKind is JsonValueKind.Object && actual.EnumerateObject().Count() == expected.EnumerateObject().Count()
            && expected.EnumerateObject().All(member => actual.TryGetProperty(member.Name, out var other) && Of(other, member.Value)),
        _ => JsonElement.DeepEquals(actual, expected),
    };

    private bool Of(double actual, double expected) => Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected));

    private static double? Number(string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"([\s,;\[\]()]+)")]
    private static partial Regex Words();
}
