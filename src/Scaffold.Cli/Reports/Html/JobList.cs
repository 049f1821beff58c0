using System.Globalization;
using Scaffold.Checks;

namespace Scaffold.Cli.Reports.Html;

/// <summary>Jobs on several hosts: a timeline of each, and what its hosts printed, together and apart.</summary>
internal static class JobList
{
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
        TimeChart chart = new(html, job.Hosts.Count, Math.Max(job.Hosts.Max(host => host.To.TotalSeconds), 0.1), left: 90);
        chart.Open($"{job.What}: {string.Join(", ", job.Hosts.Select(Span))}");
        foreach (var (row, host) in job.Hosts.Index())
            chart.Bar(row, host.Name, host.ExitCode is 0 ? "pass" : "run", host.From, host.To, host.ExitCode is { } code ? $"exit {code}" : "no end", Span(host));
        foreach (var mark in job.Marks)
            chart.Mark(mark.At, $"{mark.What}, {Seconds(mark.At)} s");
        chart.Close();
        if (job.Marks.Count > 0)
            html.Element("p", $"{string.Join("; ", job.Marks.Select(mark => $"{Seconds(mark.At)} s: {mark.What}"))}.");

        static string Span(HostTrace host) => $"{host.Name} from {Seconds(host.From)} to {Seconds(host.To)} s";
    }

    private static void Log(HtmlWriter html, string title, IEnumerable<string> lines)
    {
        html.Open("details", ("class", "log")).Element("summary", title);
        html.Lines(lines).Close();
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
}
