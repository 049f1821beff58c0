using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using System.Xml.Schema;
using NJsonSchema;
using Scaffold.Checks.Verification;
using Scaffold.Cli.Reports;
using Scaffold.Cli.Reports.Html;

namespace Scaffold.Tests.Verify;

/// <summary>Each form of the result against its standard, on text that means harm.</summary>
public sealed partial class ReportFormatTests
{
    private static readonly VerifyResult Result = Results.OfEverything();

    [Fact]
    public void JUnit_keeps_to_its_schema()
    {
        XmlSchemaSet schemas = new();
        schemas.Add(null, Schema("junit-4.xsd"));
        List<string> faults = [];

        XDocument.Parse(VerifyJUnit.Of(Result)).Validate(schemas, (_, fault) => faults.Add(fault.Message));

        Assert.Equal([], faults);
    }

    [Fact]
    public void JUnit_has_a_suite_per_phase_and_says_what_failed_was_skipped_or_warned()
    {
        var xml = XDocument.Parse(VerifyJUnit.Of(Result)).Root!;

        Assert.Equal(["static", "image", "train", "serve"], xml.Elements("testsuite").Select(suite => (string?)suite.Attribute("name")));
        Assert.Equal(Result.Checks.Count, xml.Descendants("testcase").Count());
        Assert.Equal(3, xml.Descendants("failure").Count());
        Assert.Equal(["3", "0"], [(string?)xml.Attribute("failures"), (string?)xml.Attribute("errors")]);
        Assert.Equal("Nothing declared. Declare it.", (string?)xml.Descendants("skipped").First());
        Assert.StartsWith("warning: nginx.conf(3): too small", Case(xml, "C-16").Element("system-out")!.Value, StringComparison.Ordinal);
        Assert.Null(Case(xml, "C-16").Element("failure"));
        Assert.Contains(@"\u001b[2J", Case(xml, "C-64").Element("system-out")!.Value, StringComparison.Ordinal);
        Assert.Contains("again: docker run it serve", Case(xml, "C-64").Element("failure")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sarif_keeps_to_its_schema()
    {
        var schema = await JsonSchema.FromFileAsync(Schema("sarif-2.1.0-rtm.5.json"), TestContext.Current.CancellationToken);

        Assert.Equal([], schema.Validate(VerifySarif.Of(Result)).Select(fault => fault.ToString()));
        Assert.NotEmpty(schema.Validate(VerifySarif.Of(Result).Replace("\"startLine\": 12", "\"startLine\": 0", StringComparison.Ordinal)));
    }

    [Fact]
    public void Sarif_holds_what_has_a_place_with_level_rule_and_fingerprint()
    {
        var run = JsonNode.Parse(VerifySarif.Of(Result))!["runs"]![0]!;
        var results = run["results"]!.AsArray();

        Assert.Equal(["C-01", "C-01", "C-16"], results.Select(result => (string?)result!["ruleId"]));
        Assert.Equal(["error", "error", "warning"], results.Select(result => (string?)result!["level"]));
        Assert.Equal(3, results.Select(result => (string?)result!["partialFingerprints"]!["checkInFile/v1"]).Distinct().Count());
        Assert.Equal("a%20folder/nginx.conf", (string?)results[2]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
        Assert.Contains("Fix: Raise it.", (string?)results[2]!["message"]!["text"], StringComparison.Ordinal);
        Assert.All(results, result => Assert.Equal((string?)result!["ruleId"], (string?)run["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!["id"]));
        Assert.StartsWith("https://docs.aws.amazon.com/", (string?)run["tool"]!["driver"]!["rules"]![0]!["helpUri"], StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_counts_paths_from_the_root_of_the_git_repository()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder[".git"]);
        Directory.CreateDirectory(folder["models/one"]);

        var sarif = JsonNode.Parse(VerifySarif.Of(Result with { Subject = folder["models/one"] }))!;

        Assert.Equal("models/one/Dockerfile", (string?)sarif["runs"]![0]!["results"]![0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
    }

    [Fact]
    public void Markdown_has_the_faults_in_a_table_and_the_rest_folded()
    {
        var text = VerifyMarkdown.Of(Result);

        Assert.StartsWith("## verify: **fail**\n\n3 failed, 1 warned, 4 passed, 2 skipped; 12.5 s", text, StringComparison.Ordinal);
        Assert.Equal(4, text.Split('\n').Count(line => line.StartsWith("| fail", StringComparison.Ordinal) || line.StartsWith("| warn", StringComparison.Ordinal)));
        Assert.Contains("<summary>4 passed</summary>", text, StringComparison.Ordinal);
        Assert.Contains("not declared: batch (C-75); `--profile batch`", text, StringComparison.Ordinal);
        Assert.Contains("Evidence of 2026", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_keeps_hostile_text_from_being_markup()
    {
        var outside = Fenced().Replace(VerifyMarkdown.Of(Result), "");

        Assert.DoesNotContain("<script", outside, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", outside, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@someone", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("**bold**", outside, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', outside);
        Assert.All(outside.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)), line => Assert.Equal(5, line.Count(sign => sign is '|')));
    }

    [Fact]
    public void Markdown_stays_below_what_a_comment_may_hold()
    {
        var text = VerifyMarkdown.Of(Results.OfEverything(copies: 200));

        Assert.InRange(text.Length, 30_000, 60_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, 65_536);
        Assert.Contains("more did not fit", text, StringComparison.Ordinal);
        Assert.Contains("<sub>sagemaker-container", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_runs_no_script_but_its_own()
    {
        var html = VerifyHtml.Of(Result);

        Assert.Single(Scripts().Matches(html));
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', html);
        Assert.DoesNotContain('\u202e', html);
        Assert.DoesNotContain('\0', html);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal); // the policy forbids it
        Assert.Contains("default-src &#39;none&#39;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_loads_nothing() => Assert.Empty(Loads().Matches(VerifyHtml.Of(Result)));

    [Fact]
    public void Html_of_a_bare_result_is_a_page_too()
    {
        var html = VerifyHtml.Of(new("image", "process", [], new Dictionary<string, double> { ["total"] = 0 }));

        Assert.EndsWith("</html>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", html, StringComparison.Ordinal);
    }

    private static XElement Case(XElement xml, string id) => xml.Descendants("testcase").First(test => ((string)test.Attribute("name")!).StartsWith(id, StringComparison.Ordinal));

    private static string Schema(string name) => Path.Combine(RepositoryRoot.Path, "tests", "schemas", name);

    [GeneratedRegex("^(`{3,})text\n.*?^\\1$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced();

    [GeneratedRegex("<script", RegexOptions.IgnoreCase)]
    private static partial Regex Scripts();

    [GeneratedRegex("<(img|iframe|object|embed|audio|video|base)\\b|<[^>]+\\bsrc=|@import|url\\(|<link[^>]+href=\"(?!data:,\")", RegexOptions.IgnoreCase)]
    private static partial Regex Loads();
}
