using System.Text;
using System.Text.Json;
using Scaffold.Checks.Contract;
using Scaffold.Checks.Verification;

namespace Scaffold.Cli.Reports;

/// <summary>The verdict as JSON, for programs.</summary>
internal static class VerifyJson
{
    public static string Of(VerifyResult result)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new() { Indented = true }))
        {
            Write(json, result);
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>The same, as a value of a larger document.</summary>
    public static void Write(Utf8JsonWriter json, VerifyResult result)
    {
        json.WriteStartObject();
        json.WriteString("verdict", result.Passed ? "pass" : "fail");
        json.WriteString("subject", result.Subject);
        json.WriteString("engine", result.Engine);
        json.WriteStartArray("checks");
        foreach (var check in result.Checks)
            Write(json, check);
        json.WriteEndArray();
        json.WriteStartObject("timings");
        foreach (var (name, seconds) in result.Timings)
            json.WriteNumber(name, seconds);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CheckResult check)
    {
        json.WriteStartObject();
        json.WriteString("id", check.Info.Id);
        json.WriteString("title", check.Info.Title);
        json.WriteString("outcome", Words.Of(check.Finding.Outcome));
        json.WriteString("message", check.Finding.Message);
        json.WriteString("fix", check.Finding.Fix);
        json.WriteStartArray("rules");
        foreach (var rule in check.Info.Rules)
            json.WriteStringValue(rule);
        json.WriteEndArray();
        json.WritePropertyName("measured");
        check.Finding.Measured.WriteTo(json);
        json.WriteStartArray("evidence");
        foreach (var line in check.Finding.Evidence)
            json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteString("repeat", check.Finding.RepeatCommand);
        json.WriteString("page", Rules.PageOf(check.Info)?.OriginalString);
        json.WriteNumber("seconds", Math.Round(check.Took.TotalSeconds, 3));
        json.WriteEndObject();
    }
}
