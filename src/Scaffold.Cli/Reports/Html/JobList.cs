using System.Globalization;
using Scaffold.Checks;

namespace Scaffold.Cli.Reports.Html;

/// <summary>Jobs on several hosts: a timeline of each, and what its hosts printed, together and apart.</summary>
internal static class JobList
{
    private const double Width = 960, Left = 90, Right = 90, RowHeight = 20, Axis = 24;

    public static void Write(HtmlWriter html, IReadOnlyList<JobTrace> jobs)
    {
        if (jobs.Count > 0)
            html.Element("h3", "Hosts");
        foreach (var job in jobs)
        {
            html.Open("div", ("class", "job")).Element("p", $"{job.What}:");
            Chart(html, job);
            Log(html, "All hosts", job.Interleaved.Select(line => $"{Seconds(line.At),7} {line.Host,-8} {line.Line.Text}"));
            foreach (var host in job.Hosts)
                Log(html, $"{host.Name}: {(host.ExitCode is { } code ? $"exit code {code}" : "no end seen")}", host.Log.Select(line => $"{Seconds(host.From + line.At),7} {line.Text}"));
            html.Close();
        }
    }

    private static void Chart(HtmlWriter html, JobTrace job)
    {
        var end = job.Hosts.Max(host => host.To);
        var height = job.Hosts.Count * RowHeight + Axis + 8;
        Scale time = new(Math.Max(end.TotalSeconds, 0.1), Left, Width - Left - Right);
        html.Open("div", ("class", "chart"));
        html.Open("svg", ("viewBox", $"0 0 {Number.Text(Width)} {Number.Text(height)}"), ("role", "img"),
            ("aria-label", $"{job.What}: {string.Join(", ", job.Hosts.Select(host => $"{host.Name} from {Seconds(host.From)} to {Seconds(host.To)} s"))}"));
        foreach (var tick in time.Ticks)
        {
            html.Open("line", ("class", "grid"), ("x1", time.At(tick)), ("x2", time.At(tick)), ("y1", "0"), ("y2", Number.Text(height - Axis))).Close();
            html.Element("text", $"{Number.Text(tick)} s", ("x", time.At(tick)), ("y", Number.Text(height - 6)), ("class", "tick"));
        }
        foreach (var (row, host) in job.Hosts.Index())
        {
            var (top, from, to) = (row * RowHeight, time.Position(host.From.TotalSeconds), time.Position(host.To.TotalSeconds));
            html.Element("text", host.Name, ("x", Number.Text(Left - 8)), ("y", Number.Text(top + 14)), ("class", "name"));
            html.Open("rect", ("class", host.ExitCode is 0 ? "pass" : "run"), ("x", Number.Text(from)), ("y", Number.Text(top + 4)), ("width", Number.Text(Math.Max(to - from, 2))), ("height", "12"), ("rx", "2")).Close();
            html.Element("text", host.ExitCode is { } code ? $"exit {code}" : "no end", ("x", Number.Text(to + 6)), ("y", Number.Text(top + 14)), ("class", "value"));
        }
        foreach (var mark in job.Marks)
        {
            html.Open("line", ("class", "mark"), ("x1", time.At(mark.At.TotalSeconds)), ("x2", time.At(mark.At.TotalSeconds)), ("y1", "0"), ("y2", Number.Text(height - Axis)));
            html.Element("title", $"{mark.What}, {Seconds(mark.At)} s").Close();
        }
        html.Close().Close();
        if (job.Marks.Count > 0)
            html.Element("p", $"{string.Join("; ", job.Marks.Select(mark => $"{Seconds(mark.At)} s: {mark.What}"))}.");
    }

    private static void Log(HtmlWriter html, string title, IEnumerable<string> lines)
    {
        html.Open("details", ("class", "log")).Element("summary", title);
        html.Lines(lines).Close();
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
}
