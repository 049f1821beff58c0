using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Spectre.Console;

namespace Scaffold.Cli.Reports;

/// <summary>The verdict as a table for people: failures first, then what they rest on, then one line that sums it up.</summary>
internal static class VerifyTable
{
    public static void Write(VerifyResult result, TextWriter writer)
    {
        var console = Screen.On(writer);
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns(
            new TableColumn("outcome").NoWrap(), new TableColumn("id").NoWrap(), new TableColumn("what"), new TableColumn("seconds").NoWrap().RightAligned());
        foreach (var check in Words.InOrder(result).Where(check => !Undeclared.Is(check, result)))
            table.AddRow(
                new Markup($"[{Words.ColourOf(check.Finding.Outcome)}]{Words.Of(check.Finding.Outcome)}[/]"), new Text(check.Info.Id), What(check), new Text($"{check.Took.TotalSeconds:0.0} s"));
        console.Write(table);
        foreach (var (use, checks) in Undeclared.ByUse(result))
            console.Profile.Out.Writer.WriteLine($"not declared: {use} ({string.Join(", ", checks.Select(check => check.Info.Id))}): --profile {use}");
        foreach (var check in result.Checks.Where(check => check.Finding.Outcome is Outcome.Fail or Outcome.Warn))
            WriteEvidence(console, check);
        console.WriteLine();
        console.Write(Verdict(result));
        console.WriteLine();
    }

    private static Markup What(CheckResult check)
    {
        var finding = check.Finding;
        var what = $"{Markup.Escape(check.Info.Title)}\n[grey]{Safe(Words.Message(check))}[/]";
        return new Markup(finding is { Fix: { } fix, Outcome: not Outcome.Pass } ? $"{what}\n[bold]fix:[/] {Safe(fix)}" : what);
    }

    private static void WriteEvidence(IAnsiConsole console, CheckResult check)
    {
        var (evidence, repeat) = (check.Finding.Evidence, check.Finding.RepeatCommand);
        if (evidence.Count == 0 && repeat is null)
            return;
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{check.Info.Id}[/]");
        // Written past Spectre, which would wrap the lines: they are to be searched and copied.
        foreach (var line in evidence)
            console.Profile.Out.Writer.WriteLine($"  | {Printable.Of(line)}");
        if (repeat is not null)
            console.Profile.Out.Writer.WriteLine($"  again: {Printable.Of(repeat)}");
    }

    private static Markup Verdict(VerifyResult result)
    {
        var (word, colour) = result.Passed ? ("pass", "green") : ("fail", "red");
        return new Markup($"[bold {colour}]{word}[/]: {Words.Counts(result)}; {result.Timings["total"]:0.0} s, {result.Engine} engine, {Safe(result.Subject)}");
    }

    private static string Safe(string text) => Markup.Escape(Printable.Of(text));
}
