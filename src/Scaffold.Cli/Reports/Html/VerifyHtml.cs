using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Scaffold.Checks;
using Scaffold.Checks.Verification;

namespace Scaffold.Cli.Reports.Html;

/// <summary>The verdict as one page that needs nothing else: no request leaves it, and no script but ours runs in it.</summary>
internal static class VerifyHtml
{
    public static string Of(VerifyResult result)
    {
        HtmlWriter html = new();
        html.Raw("<!DOCTYPE html>\n").Open("html", ("lang", "en"));
        Head(html, result);
        html.Open("body");
        html.Element("a", "Skip to the checks", ("class", "skip-link"), ("href", "#checks"));
        Verdict(html, result);
        html.Open("main");
        CheckList.Write(html, result);
        Timeline.Write(html, result);
        LayerTable.Write(html, result);
        Figures.Write(html, result);
        html.Close();
        html.Open("footer").Element("p", $"Written by sagemaker-container {result.Tool}.").Close();
        html.Open("script").Raw(Asset("report.js")).Close();
        return html.Close().Close().ToString().TrimEnd();
    }

    private static void Head(HtmlWriter html, VerifyResult result)
    {
        var (style, script) = (Asset("report.css"), Asset("report.js"));
        html.Open("head")
            .Void("meta", ("charset", "utf-8"))
            .Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; img-src data:; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'"))
            .Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
            .Void("meta", ("name", "referrer"), ("content", "no-referrer"))
            .Void("link", ("rel", "icon"), ("href", "data:,"))
            .Element("title", $"{(result.Passed ? "pass" : "fail")}: {result.Subject}")
            .Open("style").Raw(style).Close()
            .Close();
    }

    private static void Verdict(HtmlWriter html, VerifyResult result)
    {
        var verdict = result.Passed ? "pass" : "fail";
        html.Open("header").Open("div", ("class", "bar"));
        html.Open("h1").Element("span", verdict, ("class", $"badge {verdict}")).Text(" ").Element("span", result.Subject, ("class", "subject")).Close();
        html.Element("button", "Dark", ("type", "button"), ("id", "theme"), ("hidden", ""));
        html.Close();
        html.Element("p", $"{Words.Counts(result)}.", ("class", "counts"));
        html.Open("dl", ("class", "facts"));
        Fact(html, "Began", Words.Time(result.Began));
        Fact(html, "Took", $"{result.Timings["total"].ToString("0.0", CultureInfo.InvariantCulture)} s");
        Fact(html, "Engine", result.Engine);
        Fact(html, "Judged for", string.Join(", ", ProfileNames.NamesOf(result.Profiles)));
        foreach (var image in result.Images)
            Fact(html, image.Stage is { } stage ? $"Image ({stage})" : "Image", $"{Sizes.Of(image.Size)}, {image.Id}");
        html.Close().Close();
    }

    private static void Fact(HtmlWriter html, string name, string value) => html.Open("div").Element("dt", name).Element("dd", value).Close();

    private static string Asset(string name)
    {
        using var stream = typeof(VerifyHtml).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"This build carries no {name}.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
