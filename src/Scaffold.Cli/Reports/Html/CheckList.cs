using System.Globalization;
using System.Text.Json.Nodes;
using Scaffold.Checks;
using Scaffold.Checks.Contract;
using Scaffold.Checks.Verification;

namespace Scaffold.Cli.Reports.Html;

/// <summary>Every check, what is to be mended first: closed it is a line, open it has its evidence.</summary>
internal static class CheckList
{
    private const int MostLines = 200;

    public static void Write(HtmlWriter html, VerifyResult result)
    {
        html.Open("section", ("id", "checks"), ("aria-labelledby", "checks-title"), ("tabindex", "-1"));
        html.Element("h2", "Checks", ("id", "checks-title"));
        Filters(html, result);
        foreach (var check in Words.InOrder(result).Where(check => !Undeclared.Is(check, result)))
            Write(html, check);
        foreach (var (use, checks) in Undeclared.ByUse(result))
        {
            html.Open("details", ("class", "check"), ("data-outcome", "skip")).Open("summary");
            Head(html, "skip", "", $"Not declared: {use}", $"{checks.Count} check{(checks.Count == 1 ? "" : "s")}");
            html.Close().Open("div", ("class", "body")).Open("p").Text("Declare it with ").Element("code", $"--profile {use}").Text(" to have these judged:").Close().Open("ul");
            foreach (var check in checks)
                html.Element("li", $"{check.Info.Id} {check.Info.Title}");
            html.Close().Close().Close();
        }
        html.Close();
    }

    private static void Filters(HtmlWriter html, VerifyResult result)
    {
        html.Open("div", ("class", "filters"), ("role", "group"), ("aria-label", "Which checks are shown"), ("hidden", ""));
        html.Element("button", $"All {result.Checks.Count}", ("type", "button"), ("data-filter", "all"), ("aria-pressed", "true"));
        foreach (var outcome in Words.WorstFirst)
            html.Element("button", $"{Capital(Words.Counted(outcome))} {result.Count(outcome)}", ("type", "button"), ("data-filter", Words.Of(outcome)), ("aria-pressed", "false"));
        html.Element("button", "Open all", ("type", "button"), ("id", "open-all"), ("class", "quiet"));
        html.Close();
        html.Element("p", "", ("id", "shown"), ("class", "unseen"), ("aria-live", "polite"));
    }

    private static void Write(HtmlWriter html, CheckResult check)
    {
        var finding = check.Finding;
        var outcome = Words.Of(finding.Outcome);
        if (finding.Outcome is Outcome.Fail)
            html.Open("details", ("class", "check"), ("data-outcome", outcome), ("id", check.Info.Id), ("open", ""));
        else
            html.Open("details", ("class", "check"), ("data-outcome", outcome), ("id", check.Info.Id));
        html.Open("summary");
        Head(html, outcome, check.Info.Id, check.Info.Title, check.Earlier is null ? $"{check.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s" : "reused");
        html.Close().Open("div", ("class", "body"));
        html.Element("p", Words.Message(check), ("class", "message"));
        if (finding is { Fix: { } fix, Outcome: not Outcome.Pass })
            html.Open("p", ("class", "fix")).Element("strong", "Fix: ").Text(fix).Close();
        Measured(html, finding.Measured);
        if (finding.Places.Count > 0)
            html.Element("h3", "Where").Lines(finding.Places.Select(place => place.ToString()));
        if (finding.Evidence.Count > 0)
            html.Element("h3", finding.Evidence.Count > MostLines ? $"Evidence (the last {MostLines} of {finding.Evidence.Count} lines)" : "Evidence").Lines(finding.Evidence.TakeLast(MostLines));
        JobList.Write(html, finding.Jobs);
        if (finding.RepeatCommand is { } command)
            html.Element("h3", "Again by hand").Lines([command]);
        Expected(html, check.Info);
        if (check.Earlier is { } earlier)
            html.Open("p").Text("The evidence lies in ").Element("code", earlier.File).Text(".").Close();
        html.Close().Close();
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static void Head(HtmlWriter html, string outcome, string id, string title, string took) =>
        html.Element("span", outcome, ("class", $"badge {outcome}")).Element("span", id, ("class", "id")).Element("span", title, ("class", "title")).Element("span", took, ("class", "took"));

    private static void Measured(HtmlWriter html, JsonObject measured)
    {
        if (measured.Count == 0)
            return;
        html.Element("h3", "Measured").Open("dl", ("class", "measured"));
        foreach (var (name, value) in measured)
        {
            var text = Number.ListOf(value) is { Count: > 2 } list ? $"{list.Count} values, drawn under Latency" : value?.ToJsonString() ?? "none";
            html.Open("div").Element("dt", name).Element("dd", text.Length > 300 ? text[..300] + "…" : text).Close();
        }
        html.Close();
    }

    private static void Expected(HtmlWriter html, CheckInfo info)
    {
        var rules = Rules.Of(info);
        if (rules.Count == 0)
            return;
        html.Element("h3", "Expected").Open("ul", ("class", "rules"));
        foreach (var rule in rules)
        {
            html.Open("li").Element("strong", rule.Id).Text(" ").Prose(rule.Text);
            if (rule.Page is { } page)
                html.Text(" ").Element("a", rule.IsDocumented ? "AWS page" : "source", ("href", page.AbsoluteUri), ("rel", "noreferrer"), ("aria-label", $"{(rule.IsDocumented ? "AWS page" : "source")} of {rule.Id}"));
            html.Close();
        }
        html.Close();
    }
}
