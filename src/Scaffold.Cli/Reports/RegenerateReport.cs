using Scaffold.Checks.Bases;
using Scaffold.Checks.Verification;
using Scaffold.Cli.Regenerating;
using Scaffold.Core;
using Scaffold.Core.Problems;
using Scaffold.Core.Regeneration;
using Spectre.Console;

namespace Scaffold.Cli.Reports;

/// <summary>What <c>regenerate</c> did, or would do, for people.</summary>
/// <param name="Outcomes">In the order they were to be done.</param>
/// <param name="Preview">Nothing was to be written.</param>
/// <param name="Check">Drift is a failure.</param>
internal sealed record RegenerateReport(IReadOnlyList<RegenerateOutcome> Outcomes, bool Preview, bool Check)
{
    public ExitCode Exit => Outcomes.Select(outcome => outcome.ExitOf(Check)).DefaultIfEmpty().Max(); // a shard may have none

    /// <summary>The bases of all of them, as they were and as they are now.</summary>
    public IReadOnlyList<BaseReport> Bases => [.. Outcomes.SelectMany(outcome => outcome.Bases)];

    /// <summary>The files of one repository, or a line for each of many; the bases.</summary>
    public void Write(TextWriter writer, bool withDiff)
    {
        foreach (var outcome in Outcomes.Where(_ => Outcomes.Count == 1 || withDiff))
        {
            WriteFiles(writer, outcome);
            if (withDiff)
                UnifiedDiff.Write(writer, outcome.Update?.Files ?? []);
        }
        if (Outcomes.Count > 1)
            WriteTable(writer, ["repository", "result", "what"], Outcomes.Select(outcome => (string[])[outcome.Folder, Result(outcome), What(outcome)]));
        if (Bases.Count > 0)
            BaseTable.Write(Bases, writer);
        if (Outcomes.Any(outcome => outcome.Before is not null))
            WriteTable(writer, ["repository", "verdict", "ready after"], Outcomes.Where(outcome => outcome.Before is not null).Select(outcome => (string[])[outcome.Folder, Verdict(outcome), Ready(outcome)]));
    }

    /// <summary>What was done, in a line; of many the counts.</summary>
    public void WriteSummary(TextWriter writer)
    {
        foreach (var report in Bases.Where(report => report.Reason is not null))
            writer.WriteLine(BaseTable.WhyNot(report));
        if (Outcomes is [var only])
        {
            if (only.Problem is null)
                writer.WriteLine($"{only.Folder}: {What(only)}");
            return;
        }
        var counts = Outcomes.CountBy(Result).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}");
        writer.WriteLine($"{Outcomes.Count} repositories: {string.Join(", ", counts)}");
    }

    public void WriteJson(TextWriter writer) => writer.WriteLine(RegenerateJson.Of(this));

    /// <summary>A word or two, the same for all that went alike.</summary>
    public string Result(RegenerateOutcome outcome) => outcome switch
    {
        { WasDone: true } => "done before",
        { WhyNot: not null } => "not begun",
        { Problem: not null } => "failed",
        { Verdict.Passed: false } => "fails verify",
        { Update.HasConflicts: true } => "conflict",
        _ when outcome.ExitOf(check: false) is not ExitCode.Done => "base gone or unreachable",
        { Update.HasDrift: false } => "up to date",
        _ => Preview ? "to be done" : "done",
    };

    /// <summary>What was done, or why not.</summary>
    public string What(RegenerateOutcome outcome)
    {
        if (outcome.WhyNot is { } whyNot)
            return whyNot;
        if (outcome.Update is not { } update)
            return $"{outcome.Problem!.Code}: {outcome.Problem.What}";
        var rolledBack = update.WasRolledBack ? "an earlier run was killed and is undone; " : "";
        var counts = Changed(update).CountBy(file => file.Class).OrderBy(pair => pair.Key)
            .Select(pair => $"{pair.Value} {Words.Of(pair.Key)}{(pair is { Key: FileClass.Conflict, Value: > 1 } ? "s" : "")}").ToList();
        var what = outcome.Adoption is { } adoption ? AdoptionReport.Summary(adoption, outcome.Written)
            : !update.HasDrift ? "up to date"
            : $"{(update.From == ToolVersion.Current ? "" : $"{update.From} to {ToolVersion.Current}: ")}{(counts.Count > 0 ? string.Join(", ", counts) : "the record alone")}";
        var end = outcome.Written || !update.HasDrift ? ""
            : Preview ? "; nothing was written"
            : outcome.Verdict is { Passed: false } ? "; it does not pass verify, and nothing was written"
            : update.HasConflicts ? "; nothing can be verified before the conflicts are settled, and nothing was written: leave --verify out"
            : "";
        return $"{rolledBack}{what}{end}";
    }

    /// <summary>Such as <c>pass → pass</c>; empty where nothing was verified.</summary>
    public static string Verdict(RegenerateOutcome outcome) => Change(outcome, result => result.Passed ? "pass" : "fail");

    /// <summary>From the start of the container to the first 200 of /ping, before and after; empty where nothing was verified.</summary>
    public static string Ready(RegenerateOutcome outcome) => Change(outcome, result =>
        result.Checks.Select(check => (double?)check.Finding.Measured["readySeconds"]).FirstOrDefault(seconds => seconds is not null) is { } seconds ? $"{seconds:0.00} s" : "-");

    /// <summary>Files that are not simply as they were.</summary>
    public static IEnumerable<FileChange> Changed(RepositoryUpdate update) => update.Files.Where(file => file.Class is not (FileClass.Clean or FileClass.Kept));

    private static string Change(RegenerateOutcome outcome, Func<VerifyResult, string> word) => (outcome.Before, outcome.Verdict) switch
    {
        ({ } before, { } after) => $"{word(before)} → {word(after)}",
        (null, { } after) => word(after),
        _ => "",
    };

    private static void WriteFiles(TextWriter writer, RegenerateOutcome outcome)
    {
        if (outcome.Adoption is { } adoption)
            AdoptionReport.Write(writer, adoption);
        foreach (var file in outcome.Update?.Files.Where(file => file.Class is not FileClass.Clean) ?? [])
            writer.WriteLine($"{Words.Of(file.Class),-8}  {(file.From is { } from ? $"{Printable.Of(from)} -> " : "")}{Printable.Of(file.Path)}{(file.Why is { } why ? $": {why}" : "")}");
    }

    private static void WriteTable(TextWriter writer, IEnumerable<string> names, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var (index, name) in names.Index())
            table.AddColumn(new TableColumn(new Text(name)) { NoWrap = index == 1 });
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(Printable.Of(cell))));
        Screen.On(writer).Write(table);
    }
}
