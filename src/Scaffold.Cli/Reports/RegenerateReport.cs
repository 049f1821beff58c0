using System.Text.Json;
using Scaffold.Checks.Verification;
using Scaffold.Cli.Regenerating;
using Scaffold.Core;
using Scaffold.Core.Regeneration;

namespace Scaffold.Cli.Reports;

/// <summary>What <c>regenerate</c> did, or would do.</summary>
internal static class RegenerateReport
{
    /// <summary>Every file that is not simply as it was.</summary>
    public static void WriteFiles(TextWriter writer, RegenerateOutcome outcome)
    {
        if (outcome.Adoption is { } adoption)
            AdoptionReport.Write(writer, adoption);
        foreach (var file in outcome.Update?.Files.Where(file => file.Class is not FileClass.Clean) ?? [])
            writer.WriteLine($"{Word(file.Class),-8}  {(file.From is { } from ? $"{Printable.Of(from)} -> " : "")}{Printable.Of(file.Path)}{(file.Why is { } why ? $": {why}" : "")}");
    }

    /// <summary>One line: what was done, or why not.</summary>
    public static string Summary(RegenerateOutcome outcome, bool preview)
    {
        if (outcome.Update is not { } update)
            return $"{outcome.Folder}: {outcome.Problem!.What}";
        var rolledBack = update.WasRolledBack ? "an earlier run was killed and is undone; " : "";
        var counts = update.Files.Where(file => file.Class is not (FileClass.Clean or FileClass.Kept)).CountBy(file => file.Class).OrderBy(pair => pair.Key)
            .Select(pair => $"{pair.Value} {Word(pair.Key)}{(pair is { Key: FileClass.Conflict, Value: > 1 } ? "s" : "")}").ToList();
        var what = outcome.Adoption is { } adoption ? AdoptionReport.Summary(adoption, outcome.Written)
            : !update.HasDrift ? "up to date"
            : $"{(update.From == ToolVersion.Current ? "" : $"{update.From} to {ToolVersion.Current}: ")}{(counts.Count > 0 ? string.Join(", ", counts) : "the record alone")}";
        var end = outcome.Written || !update.HasDrift ? ""
            : preview ? "; nothing was written"
            : outcome.Verdict is { Passed: false } ? "; it does not pass verify, and nothing was written"
            : update.HasConflicts ? "; nothing can be verified before the conflicts are settled, and nothing was written: leave --verify out"
            : "";
        return $"{outcome.Folder}: {rolledBack}{what}{end}";
    }

    public static void WriteJson(TextWriter writer, IReadOnlyList<RegenerateOutcome> outcomes, bool check)
    {
        using var buffer = new MemoryStream();
        using (Utf8JsonWriter json = new(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("version", ToolVersion.Current);
            json.WriteStartArray("repositories");
            foreach (var outcome in outcomes)
                WriteRepository(json, outcome, check);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        writer.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void WriteRepository(Utf8JsonWriter json, RegenerateOutcome outcome, bool check)
    {
        json.WriteStartObject();
        json.WriteString("path", outcome.Folder);
        json.WriteNumber("exit", (int)outcome.ExitOf(check));
        json.WriteBoolean("written", outcome.Written);
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
        if (outcome.Verdict is { } verdict)
        {
            json.WritePropertyName("verify");
            VerifyJson.Write(json, verdict);
        }
        json.WriteEndObject();
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
            json.WriteString("class", Word(file.Class));
            if (file.From is not null)
                json.WriteString("from", file.From);
            if (file.Why is not null)
                json.WriteString("why", file.Why);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Word(FileClass value) => value switch
    {
        FileClass.Clean => "clean",
        FileClass.Updated => "updated",
        FileClass.Merged => "merged",
        FileClass.Conflict => "conflict",
        FileClass.Added => "added",
        FileClass.Removed => "removed",
        FileClass.Renamed => "renamed",
        FileClass.Mended => "mended",
        _ => "kept",
    };
}
