using Scaffold.Checks.Verification;

namespace Scaffold.Cli.Reports.Html;

/// <summary>Charts of what was measured: times to start and to train as bars, rows of answers as points.</summary>
internal static class Figures
{
    private static readonly string[] Starts = ["readySeconds", "trainSeconds", "stopSeconds", "loadSeconds"];

    public static void Write(HtmlWriter html, VerifyResult result)
    {
        List<(string Name, double Seconds)> times = [];
        if (result.Timings.TryGetValue("build", out var build))
            times.Add(("build", build));
        times.AddRange(
            from check in result.Checks
            from figure in check.Finding.Measured
            where Starts.Contains(figure.Key)
            let seconds = Number.Of(figure.Value)
            where seconds is not null
            select ($"{check.Info.Id} {figure.Key}", seconds.Value));
        if (times.Count > 0)
            Times(html, times);

        var series = (from check in result.Checks
                      from figure in check.Finding.Measured
                      let values = Number.ListOf(figure.Value)
                      where values is { Count: > 2 }
                      select new Series(check.Info.Id, figure.Key, values, check.Finding.Measured)).ToList();
        if (series.Count == 0)
            return;
        html.Open("section", ("aria-labelledby", "latency-title")).Element("h2", "Latency", ("id", "latency-title"));
        foreach (var one in series)
            one.Write(html);
        html.Close();
    }

    private static void Times(HtmlWriter html, List<(string Name, double Seconds)> times)
    {
        var longest = Math.Max(times.Max(time => time.Seconds), 1e-3);
        html.Open("section", ("aria-labelledby", "start-title")).Element("h2", "Start-up, training and end", ("id", "start-title"));
        html.Open("table", ("class", "bars")).Open("thead").Open("tr");
        html.Element("th", "Seconds", ("scope", "col")).Element("th", "Bar", ("scope", "col")).Element("th", "What", ("scope", "col"));
        html.Close().Close().Open("tbody");
        foreach (var (name, seconds) in times)
        {
            html.Open("tr").Element("td", Number.Text(seconds), ("class", "number")).Open("td");
            html.Open("svg", ("viewBox", "0 0 100 10"), ("class", "share"), ("aria-hidden", "true"), ("preserveAspectRatio", "none"));
            html.Open("rect", ("class", "time"), ("x", "0"), ("y", "0"), ("width", Number.Text(Math.Max(0.5, 100 * seconds / longest))), ("height", "10")).Close();
            html.Close().Close().Element("td", name).Close();
        }
        html.Close().Close().Close();
    }
}
