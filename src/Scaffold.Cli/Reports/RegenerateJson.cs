using System.Text.Json;
using Scaffold.Checks.Verification;
using Scaffold.Cli.Regenerating;
using Scaffold.Core;
using Scaffold.Core.Regeneration;

namespace Scaffold.Cli.Reports;

/// <summary>What <c>regenerate</c> did, or would do, for machines.</summary>
internal static class RegenerateJson
{
    public static string Of(RegenerateReport report)
    {
        return JsonText.Of(json =>
        {
            json.WriteString("version", ToolVersion.Current);
            json.WriteStartObject("summary");
            foreach (var (result, count) in report.Outcomes.CountBy(report.Result).OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteNumber(result, count);
            json.WriteEndObject();
            json.WriteStartArray("repositories");
            foreach (var outcome in report.Outcomes)
                WriteRepository(json, report, outcome);
            json.WriteEndArray();
        });
    }

    private static void WriteRepository(Utf8JsonWriter json, RegenerateReport report, RegenerateOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("path", outcome.Folder);
        json.WriteString("result", report.Result(outcome));
        json.WriteNumber("exit", (int)outcome.ExitOf(report.Check));
        json.WriteBoolean("written", outcome.Written);
        if (outcome.WhyNot is { } whyNot)
            json.WriteString("whyNot", whyNot);
        if (outcome.Problem is { } problem)
        {
            json.WriteStartObject("problem");
            json.WriteString("code", problem.Code);
            json.WriteString("what", problem.What);
            json.WriteString("where", problem.Where);
            json.WriteString("fix", problem.Fix);
            json.WriteEndObject();
        }
        if (outcome.Update is { } update)
            WriteUpdate(json, update);
        if (outcome.Adoption is { } adoption)
            AdoptionReport.WriteJson(json, adoption);
        if (outcome.Bases.Count > 0)
            BaseJson.WriteBases(json, outcome.Bases);
        WriteVerdict(json, "verifyBefore", outcome.Before);
        WriteVerdict(json, "verify", outcome.Verdict);
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, string name, VerifyResult? verdict)
    {
        if (verdict is null)
            return;
        json.WritePropertyName(name);
        VerifyJson.Write(json, verdict);
    }

    private static void WriteUpdate(Utf8JsonWriter json, RepositoryUpdate update)
    {
        json.WriteString("from", update.From);
        json.WriteBoolean("drift", update.HasDrift);
        json.WriteBoolean("rolledBack", update.WasRolledBack);
        json.WriteStartObject("parameters");
        foreach (var (name, value) in update.Answers.Values)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteStartArray("files");
        foreach (var file in update.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteString("class", Words.Of(file.Class));
            if (file.From is not null)
                json.WriteString("from", file.From);
            if (file.Why is not null)
                json.WriteString("why", file.Why);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
