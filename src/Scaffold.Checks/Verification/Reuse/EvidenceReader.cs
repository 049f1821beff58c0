using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scaffold.Checks.Verification.Reuse;

/// <summary>Reads what <see cref="VerifyJson"/> wrote, as far as it is worth keeping: passes and warnings. Throws on anything else.</summary>
internal static class EvidenceReader
{
    public static IReadOnlyDictionary<string, CheckResult> Read(JsonElement result, string file, IReadOnlyList<CheckInfo> checks)
    {
        var began = result.GetProperty("began").GetDateTimeOffset();
        Dictionary<string, CheckResult> known = [];
        foreach (var check in result.GetProperty("checks").EnumerateArray())
        {
            var outcome = check.GetProperty("outcome").GetString();
            if (outcome is not ("pass" or "warn") || checks.FirstOrDefault(info => info.Id == check.GetProperty("id").GetString()) is not { } info)
                continue;
            known[info.Id] = new(info, FindingOf(check, outcome is "pass" ? Outcome.Pass : Outcome.Warn), TimeSpan.Zero)
            {
                Earlier = new(check.TryGetProperty("reused", out var reused) ? reused.GetProperty("began").GetDateTimeOffset() : began, file),
            };
        }
        return known;
    }

    private static Finding FindingOf(JsonElement check, Outcome outcome) =>
        new(outcome, check.GetProperty("message").GetString() ?? throw new FormatException("no message"), check.GetProperty("fix").GetString())
        {
            Measured = JsonNode.Parse(check.GetProperty("measured").GetRawText())!.AsObject(),
            Evidence = [.. check.GetProperty("evidence").EnumerateArray().Select(line => line.GetString() ?? "")],
            Places = [.. check.GetProperty("places").EnumerateArray().Select(place => new SourcePlace(place.GetProperty("file").GetString()!, place.GetProperty("line").GetInt32()))],
            RepeatCommand = check.GetProperty("repeat").GetString(),
        };
}
