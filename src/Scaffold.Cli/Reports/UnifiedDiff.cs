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
            string before = file.Before is { } owner ? Text(owner.Content) : "", after = file.Write is { } written ? Text(written.Content) : "";
            var from = file.Before is null ? "/dev/null" : $"a/{file.From ?? file.Path}";
            var to = file.Write is null ? "/dev/null" : $"b/{file.Path}";
            if (before.Contains('\0', StringComparison.Ordinal) || after.Contains('\0', StringComparison.Ordinal))
                writer.WriteLine($"Binary files {Printable.Of(from)} and {Printable.Of(to)} differ");
            else
                WriteLines(writer, UnidiffRenderer.GenerateUnidiff(before.TrimEnd('\n'), after.TrimEnd('\n'), from, to));
        }
    }

    private static void WriteLines(TextWriter writer, string diff)
    {
        foreach (var line in diff.TrimEnd('\n').Split('\n'))
            writer.WriteLine(Printable.Of(line));
    }

    private static string Text(ReadOnlyMemory<byte> content) => Encoding.UTF8.GetString(content.Span).Replace("\r\n", "\n", StringComparison.Ordinal);
}
