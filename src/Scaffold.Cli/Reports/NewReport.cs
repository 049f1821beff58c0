using System.Text.Json;
using Scaffold.Core;
using Scaffold.Core.Parameters;
using Scaffold.Core.Writing;

namespace Scaffold.Cli.Reports;

/// <summary>What <c>new</c> did, or would do.</summary>
internal sealed record NewReport(string Target, Answers Answers, IReadOnlyList<PlannedChange> Changes, bool Written)
{
    public void WriteText(Terminal terminal)
    {
        foreach (var change in Changes)
            terminal.Out.WriteLine($"{Word(change.Kind),-9}  {change.Path}");

        terminal.Error.WriteLine(Written
            ? $"Wrote {Answers.Name} ({Answers["framework"]}, {Answers.Language}) to {Target}"
            : $"Would write {Answers.Name} to {Target}; nothing was written.");
        if (Written)
            terminal.Error.WriteLine($"Next: sagemaker-container verify {Path.GetRelativePath(Environment.CurrentDirectory, Target)}");
    }

    public void WriteJson(TextWriter writer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
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
            json.WriteEndObject();
        }
        writer.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Create => "create",
        ChangeKind.Overwrite => "overwrite",
        _ => "same",
    };
}
