using System.Text.Json;

namespace Scaffold.Checks.Serving;

/// <summary>Judges an answer to GET /execution-parameters (BAT-03, BAT-05).</summary>
internal static class ExecutionParameters
{
    private const int MostMegabytes = 100;
    private static readonly string[] Strategies = ["MULTI_RECORD", "SINGLE_RECORD", "MultiRecord", "SingleRecord"];

    /// <summary>What is wrong with it; null when it is 404, or 200 with what batch transform can use.</summary>
    public static string? Fault(Reply reply)
    {
        if (reply.Status == 404)
            return null;
        if (!reply.IsOk)
            return $"came to {reply}";
        try
        {
            using var json = JsonDocument.Parse(reply.Body);
            return json.RootElement.ValueKind is JsonValueKind.Object ? Fault(json.RootElement) : "is no JSON object";
        }
        catch (JsonException)
        {
            return $"is no JSON: {reply}";
        }
    }

    private static string? Fault(JsonElement root)
    {
        var (concurrent, payload) = (1L, 1L);
        if (root.TryGetProperty("MaxConcurrentTransforms", out var transforms) && (!IsWhole(transforms, out concurrent) || concurrent < 1))
            return $"has MaxConcurrentTransforms {transforms.GetRawText()}, which is no number from 1";
        if (root.TryGetProperty("MaxPayloadInMB", out var megabytes) && (!IsWhole(megabytes, out payload) || payload is < 0 or > MostMegabytes))
            return $"has MaxPayloadInMB {megabytes.GetRawText()}, which is no number from 0 to {MostMegabytes}";
        if (root.TryGetProperty("BatchStrategy", out var strategy) && (strategy.ValueKind is not JsonValueKind.String || !Strategies.Contains(strategy.GetString())))
            return $"has BatchStrategy {strategy.GetRawText()}, which is neither MULTI_RECORD nor SINGLE_RECORD";
        return concurrent > MostMegabytes || concurrent * payload > MostMegabytes
            ? $"has MaxConcurrentTransforms {concurrent} times MaxPayloadInMB {payload}, which is over {MostMegabytes} MB"
            : null;
    }

    private static bool IsWhole(JsonElement element, out long number)
    {
        number = 0;
        return element.ValueKind is JsonValueKind.Number && element.TryGetInt64(out number);
    }
}
