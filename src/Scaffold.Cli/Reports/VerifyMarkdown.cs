using System.Globalization;
using System.Text;
using Scaffold.Checks;
using Scaffold.Checks.Contract;
using Scaffold.Checks.Verification;

namespace Scaffold.Cli.Reports;

/// <summary>The verdict for a pull request: what is to be mended in a table, the rest folded. It stays below what GitHub takes as a comment.</summary>
internal static class VerifyMarkdown
{
    private const int Longest = 60_000, Reserve = 1_000, EvidenceLines = 15;

    public static string Of(VerifyResult result)
    {
        StringBuilder text = new();
        var wall = result.Timings["total"].ToString("0.0", CultureInfo.InvariantCulture);
        text.Append(CultureInfo.InvariantCulture, $"## verify: **{(result.Passed ? "pass" : "fail")}**\n\n{Words.Counts(result)}; {wall} s, {result.Engine} engine, {MarkdownText.Of(result.Subject)}\n");
        var faults = Words.InOrder(result).Where(check => check.Finding.Outcome is Outcome.Fail or Outcome.Warn).ToList();
        var left = 0;
        if (faults.Count > 0)
            left += Append(text, "\n| | Check | What | Fix |\n| --- | --- | --- | --- |\n", faults.Select(Row));
        foreach (var check in faults.Where(check => check.Finding.Evidence.Count > 0 || check.Finding.RepeatCommand is not null))
            left += Append(text, "", [Evidence(check)]);
        var passed = result.Checks.Where(check => check.Finding.Outcome is Outcome.Pass).ToList();
        left += Fold(text, $"{passed.Count} passed", passed.Select(Line));
        var skipped = result.Checks.Where(check => check.Finding.Outcome is Outcome.Skip).ToList();
        left += Fold(text, $"{skipped.Count} skipped", skipped.Where(check => !Undeclared.Is(check, result)).Select(Line).Concat(
            Undeclared.ByUse(result).Select(use => $"- not declared: {use.Use} ({string.Join(", ", use.Checks.Select(check => check.Info.Id))}); `--profile {use.Use}`\n")));
        if (left > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n{left} more did not fit; see another report of this run.\n");
        text.Append(CultureInfo.InvariantCulture, $"\n<sub>sagemaker-container {MarkdownText.Of(result.Tool)}, {Words.Time(result.Began)}</sub>");
        return text.ToString();
    }

    private static string Row(CheckResult check) =>
        $"| {Words.Of(check.Finding.Outcome)} | {Link(check.Info)} | {MarkdownText.Of(check.Info.Title)}<br>{Short(Words.Message(check))}{Places(check.Finding)} | {Short(check.Finding.Fix ?? "")} |\n";

    private static string Line(CheckResult check) => $"- {Link(check.Info)} {MarkdownText.Of(check.Info.Title)}: {Short(Words.Message(check))}{(check.Finding is { Outcome: Outcome.Skip, Fix: { } fix } ? " " + Short(fix) : "")}\n";

    private static string Places(Finding finding) => finding.Places.Count == 0 ? "" : "<br>" + MarkdownText.Of(string.Join(", ", finding.Places.Take(10)));

    private static string Link(CheckInfo info) => Rules.PageOf(info) is { } page ? $"[{info.Id}]({page.AbsoluteUri.Replace(")", "%29", StringComparison.Ordinal)})" : info.Id;

    private static string Evidence(CheckResult check)
    {
        var finding = check.Finding;
        StringBuilder text = new($"\n<details><summary>{check.Info.Id}: evidence</summary>\n\n");
        if (finding.Evidence.Count > 0)
            text.Append(MarkdownText.Code([.. finding.Evidence.TakeLast(EvidenceLines).Select(line => line.Length > 300 ? line[..300] + "…" : line)]));
        if (finding.RepeatCommand is { } command)
            text.Append("\nAgain by hand:\n\n").Append(MarkdownText.Code([command]));
        return text.Append("\n</details>\n").ToString();
    }

    private static string Short(string text) => MarkdownText.Of(text.Length > 600 ? text[..600] + "…" : text);

    private static int Fold(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return 0;
        var left = Append(text, $"\n<details><summary>{title}</summary>\n\n", all);
        text.Append("\n</details>\n");
        return left;
    }

    // As many as there is room for; how many were left out.
    private static int Append(StringBuilder text, string head, IEnumerable<string> parts)
    {
        text.Append(head);
        var left = 0;
        foreach (var part in parts)
        {
            if (left > 0 || text.Length + part.Length > Longest - Reserve)
                left++;
            else
                text.Append(part);
        }
        return left;
    }
}
