using System.Globalization;
using System.Text;
using Scaffold.Cli.Regenerating;
using Scaffold.Core;
using Scaffold.Core.Regeneration;

namespace Scaffold.Cli.Reports;

/// <summary>What <c>regenerate</c> did, for the body of a pull request: what somebody has to look at comes first. It stays below what GitHub takes.</summary>
internal static class RegenerateMarkdown
{
    private const int Longest = 60_000;

    public static string Of(RegenerateReport report)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"## regenerate with sagemaker-container {ToolVersion.Current}\n\n");
        List<RegenerateOutcome> outcomes = [.. report.Outcomes.OrderByDescending(outcome => outcome.ExitOf(report.Check))];
        var shown = outcomes.TakeWhile(outcome => Append(text, report, outcome)).Count();
        if (shown < outcomes.Count)
            text.Append(CultureInfo.InvariantCulture, $"\n{outcomes.Count - shown} more did not fit; see the JSON of this run.\n");
        return text.ToString();
    }

    // False when it does not fit.
    private static bool Append(StringBuilder text, RegenerateReport report, RegenerateOutcome outcome)
    {
        var before = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"### {MarkdownText.Of(Path.GetFileName(outcome.Folder))}: **{report.Result(outcome)}**\n\n{MarkdownText.Of(report.What(outcome))}\n");
        if (outcome.Problem is { } problem)
            text.Append(CultureInfo.InvariantCulture, $"\nFix: {MarkdownText.Of(problem.Fix)}\n");
        if (outcome.Update is { } update)
            AppendFiles(text, update);
        if (outcome.Bases.Count > 0)
            AppendBases(text, outcome);
        if (RegenerateReport.Verdict(outcome) is { Length: > 0 } verdict)
            text.Append(CultureInfo.InvariantCulture, $"\nverify: {verdict}; ready after {RegenerateReport.Ready(outcome)}\n");
        text.Append('\n');
        if (text.Length <= Longest)
            return true;
        text.Length = before;
        return false;
    }

    private static void AppendFiles(StringBuilder text, RepositoryUpdate update)
    {
        var conflicts = update.Files.Where(file => file.Class is FileClass.Conflict).ToList();
        foreach (var file in conflicts)
            text.Append(CultureInfo.InvariantCulture, $"\n- [ ] settle {MarkdownText.Of(file.Path)}: {MarkdownText.Of(file.Why ?? "")}");
        if (conflicts.Count > 0)
            text.Append('\n');
        var others = RegenerateReport.Changed(update).Except(conflicts).ToList();
        if (others.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n<details><summary>{others.Count} files</summary>\n\n| file | |\n| --- | --- |\n");
        foreach (var file in others)
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Of(file.Path)} | {Words.Of(file.Class)}{(file.Why is null ? "" : $": {MarkdownText.Of(file.Why)}")} |\n");
        text.Append("\n</details>\n");
    }

    private static void AppendBases(StringBuilder text, RegenerateOutcome outcome)
    {
        text.Append("\n| base | state | digest | size | built | version |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var cells in outcome.Bases.Select(BaseTable.Cells))
            text.Append("| ").AppendJoin(" | ", cells.Select(MarkdownText.Of)).Append(" |\n");
    }
}
