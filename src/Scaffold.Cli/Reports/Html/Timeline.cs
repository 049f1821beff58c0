using Scaffold.Checks;
using Scaffold.Checks.Verification;

namespace Scaffold.Cli.Reports.Html;

/// <summary>When each check ran and each container lived, drawn over the time of the verification.</summary>
internal static class Timeline
{
    public static void Write(HtmlWriter html, VerifyResult result)
    {
        var checks = result.Checks.Where(check => check.Finding.Outcome is not Outcome.Skip && check.Earlier is null).OrderBy(check => check.From).ThenBy(check => check.To).ToList();
        if (checks.Count == 0)
            return;
        html.Open("section", ("aria-labelledby", "timeline-title")).Element("h2", "Timeline", ("id", "timeline-title"));
        html.Element("p", "From start to end of each check, waiting for what it shares with others included; behind it, its own time. Below, the containers.");
        TimeChart chart = new(html, checks.Count + result.Runs.Count, Math.Max(result.Timings["total"], checks.Max(check => check.To.TotalSeconds)), left: 130);
        chart.Open($"Timeline: {checks.Count} checks and {result.Runs.Count} containers in {Number.Text(result.Timings["total"])} seconds");
        foreach (var (row, check) in checks.Index())
            Bar(chart, row, check.Info.Id, Words.Of(check.Finding.Outcome), check.From, check.To, $"{Number.Text(Math.Round(check.Took.TotalSeconds, 1))} s", check.Info.Title);
        foreach (var (row, run) in result.Runs.Index())
            Bar(chart, checks.Count + row, $"container {row + 1}", "run", run.From, run.To, run.What, $"A container was started with {run.What}");
        chart.Close();
        html.Close();
    }

    private static void Bar(TimeChart chart, int row, string name, string kind, TimeSpan from, TimeSpan to, string behind, string title) =>
        chart.Bar(row, name, kind, from, to, behind, $"{name}: {title}, {from.TotalSeconds:0.0} to {to.TotalSeconds:0.0} s");
}
