using System.Globalization;
using System.Text.Json;
using Scaffold.Checks.Bases;
using Scaffold.Engine.Registry;

namespace Scaffold.Cli.Reports;

/// <summary>The base images of Dockerfiles for machines.</summary>
internal static class BaseJson
{
    public static string Of(IReadOnlyList<BaseReport> reports) => JsonText.Of(json => WriteBases(json, reports));

    public static string OfPin(IReadOnlyList<BaseReport> reports, bool written) => JsonText.Of(json =>
    {
        json.WriteBoolean("written", written);
        WriteBases(json, reports);
    });

    public static void WriteBases(Utf8JsonWriter json, IReadOnlyList<BaseReport> reports)
    {
        json.WriteStartArray("bases");
        foreach (var report in reports)
        {
            json.WriteStartObject();
            json.WriteString("file", report.File);
            json.WriteNumber("line", report.Line.Line);
            json.WriteString("image", report.Line.Name);
            json.WriteString("state", BaseTable.StateWord(report.State));
            json.WriteString("pinned", report.Line.Image?.Digest);
            json.WriteString("now", report.Digest);
            json.WriteBoolean("canBePinned", report.Line.WhyNot is null);
            json.WriteString("reason", report.Reason ?? report.Line.WhyNot);
            json.WriteString("endOfPatching", report.EndOfPatching?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteBoolean("pastEnd", report.IsPastEnd);
            Write(json, "pinnedImage", report.Then);
            Write(json, "nowImage", report.Now);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, ImageFacts? facts)
    {
        if (facts is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteNumber("bytes", facts.Bytes);
        json.WriteString("created", facts.Created?.ToString("O", CultureInfo.InvariantCulture));
        json.WriteStartObject("labels");
        foreach (var (label, value) in facts.Labels)
            json.WriteString(label, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
