using System.Text;
using System.Text.Json;
using Scaffold.Checks.Contract;

namespace Scaffold.Checks.Verification;

/// <summary>The verdict as JSON, for programs.</summary>
public static class VerifyJson
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
        json.WriteString("tool", result.Tool);
        json.WriteString("began", result.Began.UtcDateTime);
        Texts(json, "profiles", ProfileNames.NamesOf(result.Profiles));
        json.WriteStartArray("checks");
        foreach (var check in result.Checks)
            Write(json, check);
        json.WriteEndArray();
        json.WriteStartObject("timings");
        foreach (var (name, seconds) in result.Timings)
            json.WriteNumber(name, seconds);
        json.WriteEndObject();
        json.WriteStartArray("images");
        foreach (var image in result.Images)
            Write(json, image);
        json.WriteEndArray();
        json.WriteStartArray("runs");
        foreach (var run in result.Runs)
        {
            json.WriteStartObject();
            json.WriteString("what", run.What);
            WriteSpan(json, run.From, run.To);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>An outcome as every report spells it.</summary>
    public static string WordOf(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "pass",
        Outcome.Fail => "fail",
        Outcome.Warn => "warn",
        _ => "skip",
    };

    private static void Write(Utf8JsonWriter json, CheckResult check)
    {
        var finding = check.Finding;
        json.WriteStartObject();
        json.WriteString("id", check.Info.Id);
        json.WriteString("title", check.Info.Title);
        json.WriteString("outcome", WordOf(finding.Outcome));
        json.WriteString("message", finding.Message);
        json.WriteString("fix", finding.Fix);
        Texts(json, "rules", check.Info.Rules);
        json.WritePropertyName("measured");
        finding.Measured.WriteTo(json);
        Texts(json, "evidence", finding.Evidence);
        json.WriteStartArray("places");
        foreach (var place in finding.Places)
        {
            json.WriteStartObject();
            json.WriteString("file", place.File);
            json.WriteNumber("line", place.Line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (finding.Jobs.Count > 0)
        {
            json.WriteStartArray("jobs");
            foreach (var job in finding.Jobs)
                JobJson.Write(json, job);
            json.WriteEndArray();
        }
        json.WriteString("repeat", finding.RepeatCommand);
        json.WriteString("page", Rules.PageOf(check.Info)?.OriginalString);
        json.WriteNumber("seconds", Seconds(check.Took));
        WriteSpan(json, check.From, check.To);
        if (check.Earlier is { } earlier)
        {
            json.WriteStartObject("reused");
            json.WriteString("began", earlier.Began.UtcDateTime);
            json.WriteString("file", earlier.File);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, VerifiedImage image)
    {
        json.WriteStartObject();
        json.WriteString("stage", image.Stage);
        json.WriteString("id", image.Id);
        json.WriteNumber("bytes", image.Size);
        json.WriteStartArray("layers");
        foreach (var layer in image.Layers)
        {
            json.WriteStartObject();
            json.WriteString("command", layer.Command);
            json.WriteNumber("bytes", layer.Size);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void WriteSpan(Utf8JsonWriter json, TimeSpan from, TimeSpan to)
    {
        json.WriteNumber("from", Seconds(from));
        json.WriteNumber("to", Seconds(to));
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    internal static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
