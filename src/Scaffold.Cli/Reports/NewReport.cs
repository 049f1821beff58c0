using Scaffold.Checks.Verification;
using Scaffold.Core;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;
using Scaffold.Core.Writing;

namespace Scaffold.Cli.Reports;

/// <summary>What <c>new</c> did, or would do.</summary>
internal sealed record NewReport(string Target, Answers Answers, IReadOnlyList<PlannedChange> Changes, bool Written)
{
    public void WriteFiles(TextWriter writer)
    {
        foreach (var change in Changes.Where(change => !change.Path.StartsWith(PristineRecord.Folder, StringComparison.Ordinal)))
            writer.WriteLine($"{Word(change.Kind),-9}  {change.Path}");
    }

    /// <summary>What was done and what comes next.</summary>
    public void WriteSummary(Terminal terminal, bool verify)
    {
        terminal.Error.WriteLine(Written
            ? $"Wrote {Answers.Name} ({Answers["framework"]}, {Answers.Language}) to {Target}"
            : $"Would write {Answers.Name} to {Target}; nothing was written.");
        if (Written && !verify)
            terminal.Error.WriteLine($"Next: sagemaker-container verify {Path.GetRelativePath(Environment.CurrentDirectory, Target)}");
    }

    /// <param name="verdict">What <c>--verify</c> came to; null without it.</param>
    public void WriteJson(TextWriter writer, VerifyResult? verdict)
    {
        writer.WriteLine(JsonText.Of(json =>
        {
            json.WriteString("path", Target);
            json.WriteString("name", Answers.Name);
            json.WriteString("version", ToolVersion.Current);
            json.WriteBoolean("written", Written);
            json.WriteStartObject("parameters");
            foreach (var (name, value) in Answers.Values)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteStartArray("files");
            foreach (var change in Changes)
            {
                json.WriteStartObject();
                json.WriteString("path", change.Path);
                json.WriteString("change", Word(change.Kind));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (verdict is not null)
            {
                json.WritePropertyName("verify");
                VerifyJson.Write(json, verdict);
            }
        }));
    }

    private static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Create => "create",
        ChangeKind.Overwrite => "overwrite",
        _ => "same",
    };
}
