using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scaffold.Cli.Reports.Html;

/// <summary>Figures out of what a check measured, whichever type it wrote them in.</summary>
internal static class Number
{
    /// <summary>Null for what is no number.</summary>
    public static double? Of(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.Number && double.TryParse(node.ToJsonString(), CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    /// <summary>Null for what is no list of numbers.</summary>
    public static IReadOnlyList<double>? ListOf(JsonNode? node)
    {
        if (node is not JsonArray array)
            return null;
        var values = array.Select(Of).ToList();
        return values.All(value => value is not null) ? [.. values.Select(value => value!.Value)] : null;
    }

    public static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
