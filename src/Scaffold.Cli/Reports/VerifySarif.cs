using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Scaffold.Checks;
using Scaffold.Checks.Contract;
using Scaffold.Checks.Verification;

namespace Scaffold.Cli.Reports;

/// <summary>What is to be changed in files of the repository, as SARIF 2.1.0: failures and warnings that have a file and a line.</summary>
internal static class VerifySarif
{
    private const string Root = "%SRCROOT%";

    public static string Of(VerifyResult result)
    {
        List<CheckInfo> rules = [.. result.Checks.Select(check => check.Info).Where(info => info.Id is not "build")];
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Tool(json, result, rules);
            json.WriteStartArray("invocations");
            json.WriteStartObject();
            json.WriteBoolean("executionSuccessful", true);
            json.WriteString("startTimeUtc", Words.Time(result.Began));
            json.WriteEndObject();
            json.WriteEndArray();
            Results(json, result, rules);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Tool(Utf8JsonWriter json, VerifyResult result, List<CheckInfo> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "sagemaker-container");
        json.WriteString("version", result.Tool);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            Text(json, "shortDescription", rule.Title);
            Text(json, "fullDescription", rule.Rules.Count == 0 ? rule.Title : string.Join(' ', Rules.Of(rule).Select(entry => $"{entry.Id}: {entry.Text}")));
            if (rule.Details.Length > 0)
                Help(json, rule.Details);
            if (Rules.PageOf(rule) is { } page)
                json.WriteString("helpUri", page.AbsoluteUri);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Results(Utf8JsonWriter json, VerifyResult result, List<CheckInfo> rules)
    {
        var folder = BelowGit(result.Subject);
        Dictionary<string, int> seen = [];
        json.WriteStartArray("results");
        foreach (var check in Words.InOrder(result).Where(check => check.Finding.Outcome is Outcome.Fail or Outcome.Warn))
        {
            foreach (var place in check.Finding.Places)
            {
                var at = $"{check.Info.Id}|{folder}{place.File}";
                seen[at] = seen.GetValueOrDefault(at) + 1;
                json.WriteStartObject();
                json.WriteString("ruleId", check.Info.Id);
                json.WriteNumber("ruleIndex", rules.IndexOf(check.Info));
                json.WriteString("level", check.Finding.Outcome is Outcome.Fail ? "error" : "warning");
                Text(json, "message", check.Finding.Fix is { } fix ? $"{check.Finding.Message} Fix: {fix}" : check.Finding.Message);
                Location(json, folder + place.File, place.Line);
                json.WriteStartObject("partialFingerprints");
                json.WriteString("checkInFile/v1", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{at}|{seen[at]}")))[..32]);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        }
        json.WriteEndArray();
    }

    private static void Location(Utf8JsonWriter json, string file, int line)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', file.Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", Root);
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", Math.Max(1, line));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    // Code scanning counts paths from the root of the git repository, which may hold many models.
    private static string BelowGit(string subject)
    {
        for (var folder = Path.IsPathRooted(subject) ? new DirectoryInfo(subject) : null; folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
                return Path.GetRelativePath(folder.FullName, subject) is var path and not "." ? path.Replace('\\', '/') + "/" : "";
        }
        return "";
    }

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", Printable.Of(text));
        json.WriteEndObject();
    }

    private static void Help(Utf8JsonWriter json, string markdown)
    {
        json.WriteStartObject("help");
        json.WriteString("text", markdown);
        json.WriteString("markdown", markdown);
        json.WriteEndObject();
    }
}
