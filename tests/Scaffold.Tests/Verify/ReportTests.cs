using System.Text.Json.Nodes;
using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Scaffold.Cli.Reports;
using Scaffold.Cli.Reports.Html;

namespace Scaffold.Tests.Verify;

public sealed class ReportTests
{
    private static readonly VerifyResult Result = new(
        "/my-model",
        "docker",
        [
            new(new("C-40", "Training works", Phase.Train, Profile.Train, ["TRN-16"]), Finding.Pass("It does.") with { Measured = new() { ["trainSeconds"] = 1.5 } }, TimeSpan.FromSeconds(1.5)),
            new(new("C-64", "Samples are answered", Phase.Serve, Profile.Serve, ["INF-20"]),
                Finding.Fail("rows gave 500: \u001b[2Jgone [red]?", "Mend it.") with { Evidence = ["a\u202eb", "tab\tline"], RepeatCommand = "docker run it serve" }, TimeSpan.FromSeconds(0.25)),
            new(new("C-66", "Large bodies", Phase.Serve, Profile.Serve, []), Finding.Skip("Nothing declared.", "Declare it."), TimeSpan.Zero),
        ],
        new Dictionary<string, double> { ["build"] = 3, ["total"] = 12.5 });

    [Fact]
    public void Json_has_the_promised_shape()
    {
        var json = JsonNode.Parse(VerifyJson.Of(Result))!;

        Assert.Equal("""{"verdict":"fail","subject":"/my-model","engine":"docker"}""", new JsonObject(json.AsObject().Take(3).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString());
        Assert.Equal(
            """{"id":"C-40","title":"Training works","outcome":"pass","message":"It does.","fix":null,"rules":["TRN-16"],"measured":{"trainSeconds":1.5},"evidence":[],"places":[],"repeat":null,"page":"https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-signal-success-failure.html","seconds":1.5,"from":0,"to":0}""",
            json["checks"]![0]!.ToJsonString());
        Assert.Equal(["a\u202eb", "tab\tline"], json["checks"]![1]!["evidence"]!.AsArray().Select(line => (string?)line));
        Assert.Equal("docker run it serve", (string?)json["checks"]![1]!["repeat"]);
        Assert.Equal(["fail", "skip"], json["checks"]!.AsArray().Skip(1).Select(check => (string?)check!["outcome"]));
        Assert.Equal(12.5, (double?)json["timings"]!["total"]);
    }

    [Fact]
    public void Table_puts_failures_first_and_ends_in_the_verdict()
    {
        var lines = Table().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith("fail", lines[0], StringComparison.Ordinal);
        Assert.Contains("fix: Mend it.", Table(), StringComparison.Ordinal);
        Assert.Contains("again: docker run it serve", Table(), StringComparison.Ordinal);
        Assert.Equal("fail: 1 failed, 0 warned, 1 passed, 1 skipped; 12.5 s, docker engine, /my-model", lines[^1].TrimEnd());
    }

    [Fact]
    public void Json_has_what_was_judged_and_when()
    {
        var json = JsonNode.Parse(VerifyJson.Of(Results.OfEverything()))!;

        Assert.Equal("2026-11-25T19:40:12Z", (string?)json["began"]);
        Assert.Equal(["train", "serve"], json["profiles"]!.AsArray().Select(name => (string?)name));
        Assert.Equal("""{"command":"ADD rootfs.tar /","bytes":100000000}""", json["images"]![0]!["layers"]![0]!.ToJsonString());
        Assert.Equal("""{"what":"train","from":3,"to":5}""", json["runs"]![0]!.ToJsonString());
        Assert.Equal("""[{"file":"Dockerfile","line":12},{"file":"Dockerfile","line":14}]""", json["checks"]![1]!["places"]!.ToJsonString());
        Assert.Equal("""{"began":"2026-11-25T08:00:00Z","file":"/cache/key.json"}""", json["checks"]!.AsArray().Last()!["reused"]!.ToJsonString());
    }

    [Fact]
    public void Jobs_on_several_hosts_are_told_host_by_host_on_one_clock()
    {
        var job = JsonNode.Parse(VerifyJson.Of(Results.OfEverything()))!["checks"]!.AsArray().Single(check => (string?)check!["id"] is "C-40")!["jobs"]![0]!;
        var html = VerifyHtml.Of(Results.OfEverything());

        Assert.Equal("""{"name":"algo-2","from":1,"to":2,"exitCode":null,"log":[{"at":1.1,"text":"rank 1 of 2"}]}""", job["hosts"]![1]!.ToJsonString());
        Assert.Equal("""[{"at":2,"what":"SIGKILL to algo-2"}]""", job["marks"]!.ToJsonString());
        Assert.Contains("   1.10 algo-2   rank 1 of 2\n", html, StringComparison.Ordinal);
        Assert.Contains("algo-1: exit code 1", html, StringComparison.Ordinal);
        Assert.Contains("2.00 s: SIGKILL to algo-2.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_tells_undeclared_uses_in_a_line_each_and_reused_evidence_with_its_time()
    {
        using StringWriter writer = new();
        VerifyTable.Write(Results.OfEverything(), writer);

        Assert.Contains("not declared: batch (C-75): --profile batch", writer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Judged for batch only", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("(Evidence of 2026-11-25T08:00:00Z, reused.)", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Table_shows_what_would_steer_a_terminal()
    {
        var table = Table();

        Assert.DoesNotContain('\u001b', table);
        Assert.Contains(@"\u001b[2Jgone [red]?", table, StringComparison.Ordinal);
        Assert.Contains(@"a\u202eb", table, StringComparison.Ordinal);
    }

    private static string Table()
    {
        using StringWriter writer = new();
        VerifyTable.Write(Result, writer);
        return writer.ToString();
    }
}
