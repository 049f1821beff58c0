using System.Text;
using DiffPlex.Renderer;
using Scaffold.Core.Regeneration;

namespace Scaffold.Cli.Reports;

/// <summary>What regenerating changes in each file, as diffs are written.</summary>
internal static class UnifiedDiff
{
    public static void Write(TextWriter writer, IReadOnlyList<FileChange> files)
    {
        foreach (var file in files.Where(file => file.Write is not null || file.Delete is not null))
        {
            var (before, after) = Texts(file);
            var from = file.Before is null ? "/dev/null" : $"a/{file.From ?? file.Path}";
            var to = file.Write is null ? "/dev/null" : $"b/{file.Path}";
            if (file is { Before: { } was, Write: { } now } && was.Executable != now.Executable)
                writer.WriteLine($"mode {Mode(was.Executable)} to {Mode(now.Executable)}: {Printable.Of(file.Path)}");
            if (before == after)
                continue;
            if (before.Contains('\0', StringComparison.Ordinal) || after.Contains('\0', StringComparison.Ordinal))
                writer.WriteLine($"Binary files {Printable.Of(from)} and {Printable.Of(to)} differ");
            else
                WriteLines(writer, UnidiffRenderer.GenerateUnidiff(before.TrimEnd('\n'), after.TrimEnd('\n'), from, to));
        }
    }

    // Line ends show where they are all that changes.
    private static (string Before, string After) Texts(FileChange file)
    {
        string before = file.Before is { } owner ? Encoding.UTF8.GetString(owner.Content.Span) : "", after = file.Write is { } written ? Encoding.UTF8.GetString(written.Content.Span) : "";
        string plainBefore = Plain(before), plainAfter = Plain(after);
        return plainBefore == plainAfter ? (Shown(before), Shown(after)) : (plainBefore, plainAfter);
    }

    private static string Mode(bool executable) => executable ? "100755" : "100644";

    private static void WriteLines(TextWriter writer, string diff)
    {
        foreach (var line in diff.TrimEnd('\n').Split('\n'))
            writer.WriteLine(Printable.Of(line));
    }

    private static string Shown(string text) => text.Replace("\r\n", "\\r\n", StringComparison.Ordinal);

    private static string Plain(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
