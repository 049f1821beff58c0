using Scaffold.Checks;
using Scaffold.Checks.Verification;

namespace Scaffold.Cli.Reports.Html;

/// <summary>When each check ran and each container lived, drawn over the time of the verification.</summary>
internal static class Timeline
{
    private const double Width = 960, Left = 130, Right = 90, RowHeight = 20, Axis = 24;

    public static void Write(HtmlWriter html, VerifyResult result)
    {
        var checks = result.Checks.Where(check => check.Finding.Outcome is not Outcome.Skip && check.Earlier is null).OrderBy(check => check.From).ThenBy(check => check.To).ToList();
        if (checks.Count == 0)
            return;
        var rows = checks.Count + result.Runs.Count;
        var height = rows * RowHeight + Axis + 8;
        Scale time = new(Math.Max(result.Timings["total"], checks.Max(check => check.To.TotalSeconds)), Left, Width - Left - Right);

        html.Open("section", ("aria-labelledby", "timeline-title")).Element("h2", "Timeline", ("id", "timeline-title"));
        html.Element("p", "From start to end of each check, waiting for what it shares with others included; behind it, its own time. Below, the containers.");
        html.Open("div", ("class", "chart"));
        html.Open("svg", ("viewBox", $"0 0 {Number.Text(Width)} {Number.Text(height)}"), ("role", "img"), ("aria-label", $"Timeline: {checks.Count} checks and {result.Runs.Count} containers in {Number.Text(result.Timings["total"])} seconds"));
        foreach (var tick in time.Ticks)
        {
            html.Open("line", ("class", "grid"), ("x1", time.At(tick)), ("x2", time.At(tick)), ("y1", "0"), ("y2", Number.Text(height - Axis))).Close();
            html.Element("text", $"{Number.Text(tick)} s", ("x", time.At(tick)), ("y", Number.Text(height - 6)), ("class", "tick"));
        }
        foreach (var (row, check) in checks.Index())
            Bar(html, time, row, check.Info.Id, Words.Of(check.Finding.Outcome), check.From, check.To, $"{Number.Text(Math.Round(check.Took.TotalSeconds, 1))} s", check.Info.Title);
        foreach (var (row, run) in result.Runs.Index())
            Bar(html, time, checks.Count + row, $"container {row + 1}", "run", run.From, run.To, run.What, $"A container was started with {run.What}");
        html.Close().Close().Close();
    }

    private static void Bar(HtmlWriter html, Scale time, int row, string name, string kind, TimeSpan from, TimeSpan to, string behind, string title)
    {
        var (left, right) = (time.Position(from.TotalSeconds), Math.Max(time.Position(to.TotalSeconds), time.Position(from.TotalSeconds) + 2));
        var top = row * RowHeight;
        html.Open("g").Element("title", $"{name}: {title}, {from.TotalSeconds:0.0} to {to.TotalSeconds:0.0} s");
        html.Element("text", name, ("x", Number.Text(Left - 8)), ("y", Number.Text(top + 14)), ("class", "name"));
        html.Open("rect", ("class", kind), ("x", Number.Text(left)), ("y", Number.Text(top + 4)), ("width", Number.Text(right - left)), ("height", "12"), ("rx", "2")).Close();
        html.Element("text", behind, ("x", Number.Text(right + 6)), ("y", Number.Text(top + 14)), ("class", "value"));
        html.Close();
    }
}
