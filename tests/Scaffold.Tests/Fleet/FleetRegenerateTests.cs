using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Scaffold.Tests.Fleet;

/// <summary>Many repositories brought to today by one command.</summary>
public sealed class FleetRegenerateTests : IClassFixture<FleetFixture>, IDisposable
{
    private readonly TemporaryFolder _folder;

    public FleetRegenerateTests(FleetFixture fleet) => _folder = fleet.Copy();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_table_tells_how_each_went_and_a_line_how_many()
    {
        Break("repo/b");
        Conflict("repo/c");

        var ran = await Tool.RunAsync(_folder.Path, "regenerate", "**", "--set", "proxy=none", "--markdown", "body.md");

        ran.Ended(2);
        Assert.Matches(@"repo/a +done +\d+ updated, \d+ removed", ran.Output);
        Assert.Matches(@"repo/b +failed +SM301: ", ran.Output);
        Assert.Matches(@"repo/c +conflict +.*1 conflict", ran.Output);
        Assert.Contains("5 repositories: 1 conflict, 3 done, 1 failed", ran.Error, StringComparison.Ordinal);
        var body = await File.ReadAllTextAsync(_folder["body.md"], TestContext.Current.CancellationToken);
        Assert.Matches(@"(?s)^## regenerate with sagemaker-container \S+\n\n### b: \*\*failed\*\*.*### c: \*\*conflict\*\*.*- \[ \] settle container/nginx.*### d: \*\*done\*\*.*<details><summary>\d+ files</summary>", body);
    }

    [Fact]
    public async Task No_other_is_begun_when_a_canary_fails()
    {
        Break("repo/c");

        var results = await ResultsAsync("**", "--set", "proxy=none", "--canary", "repo/*");

        Assert.Equal([("a", "done"), ("b", "done"), ("c", "failed"), ("d", "not begun"), ("e", "not begun")], results);
    }

    [Fact]
    public async Task So_many_failures_stop_the_rest()
    {
        Break("more/d");
        Break("repo/a");

        var results = await ResultsAsync("**", "--set", "proxy=none", "--stop-after", "2", "--parallel", "1");

        Assert.Equal([("d", "failed"), ("e", "done"), ("a", "failed"), ("b", "not begun"), ("c", "not begun")], results);
    }

    [Fact]
    public async Task The_same_command_goes_on_where_it_stopped()
    {
        Break("repo/a");
        string[] command = ["**", "--set", "proxy=none", "--resume", "progress"];
        Assert.Equal([("d", "done"), ("e", "done"), ("a", "failed"), ("b", "done"), ("c", "done")], await ResultsAsync(command));
        var other = await Tool.RunAsync(_folder.Path, "regenerate", "**", "--set", "proxy=nginx", "--resume", "progress");
        other.Ended(2);
        Assert.Contains("error SM315: This is the progress of another command: regenerate 0.1.0 --set proxy=none", other.Error, StringComparison.Ordinal);

        File.Copy(_folder["repo/b/container.json"], _folder["repo/a/container.json"], overwrite: true);
        File.AppendAllText(_folder["progress"], _folder["repo/a"]); // cut off by a kill
        Assert.Equal([("d", "done before"), ("e", "done before"), ("a", "done"), ("b", "done before"), ("c", "done before")], await ResultsAsync(command));
        Assert.False(File.Exists(_folder["progress"]));
        Assert.Equal([("d", "up to date"), ("e", "up to date"), ("a", "up to date"), ("b", "up to date"), ("c", "up to date")], await ResultsAsync(command));
    }

    [Fact]
    public async Task A_killed_run_is_gone_on_with()
    {
        for (var copy = 0; copy < 60; copy++)
            Copy("repo/a", $"many/{copy:00}");
        string[] command = ["regenerate", "many/*", "--set", "proxy=none", "--parallel", "1", "--resume", "progress"];
        ProcessStartInfo start = new(Tool.Program, Tool.Arguments(command)) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        using (var process = Process.Start(start)!)
        {
            while (!process.HasExited && (!File.Exists(_folder["progress"]) || File.ReadAllLines(_folder["progress"]).Length < 10))
                await Task.Delay(1, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var before = File.Exists(_folder["progress"]) ? File.ReadAllLines(_folder["progress"]).Length - 1 : 60;

        var ran = (await Tool.RunAsync(_folder.Path, command)).Succeeded();

        TestContext.Current.TestOutputHelper!.WriteLine($"{before} done before the kill; then {ran.Error}");
        Assert.InRange(before, 9, 60);
        foreach (var folder in Directory.EnumerateDirectories(_folder["many"]))
            Assert.False(File.Exists(Path.Combine(folder, "container", "nginx.conf")) || Directory.Exists(Path.Combine(folder, ".sagemaker-container", "staging")), folder);
    }

    [Fact]
    public async Task Bad_counts_and_files_are_named_before_anything_is_done()
    {
        Assert.Contains("error SM317: 0 is no count", (await Tool.RunAsync(_folder.Path, "regenerate", "repo/a", "--parallel", "0")).Error, StringComparison.Ordinal);
        Assert.Contains("error SM315: ", (await Tool.RunAsync(_folder.Path, "regenerate", "repo/a", "--resume", "no/such/folder/file")).Error, StringComparison.Ordinal);
        Assert.Contains("error SM316: ", (await Tool.RunAsync(_folder.Path, "regenerate", "repo/a", "--json", "--markdown", "-")).Error, StringComparison.Ordinal);
        var markdown = await Tool.RunAsync(_folder.Path, "regenerate", "repo/a", "--set", "proxy=none", "--markdown", "no/such/folder/file");
        markdown.Ended(2);
        Assert.Contains("error SM206: ", markdown.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["repo/a/container/nginx.conf"]));
    }

    [Fact]
    public async Task One_bake_file_builds_all_and_tells_those_of_one_name_apart()
    {
        (await Tool.RunAsync(_folder.Path, "new", "a", "--output", "other/a", "--language", "python", "--framework", "none", "--role", "separate")).Succeeded();

        var ran = (await Tool.RunAsync(_folder.Path, "fleet", "bake", "repo/*", "other/*")).Succeeded();

        Assert.Contains("docker-bake.hcl: 5 targets", ran.Error, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(_folder["docker-bake.hcl"], TestContext.Current.CancellationToken);
        Assert.Contains("target \"a-training\" {\n  inherits = [\"_image\"]\n  context  = \"other/a\"\n  target   = \"training\"\n  tags     = [\"${REGISTRY}a-training:${TAG}\"]\n}\n", text, StringComparison.Ordinal);
        Assert.Contains("target \"a\" {\n  inherits = [\"_image\"]\n  context  = \"repo/a\"\n  tags     = [\"${REGISTRY}a:${TAG}\"]\n}\n", text, StringComparison.Ordinal);

        Copy("repo/a", "twin/a");
        text = (await Tool.RunAsync(_folder.Path, "fleet", "bake", "repo/*", "twin/*", "--output", "-")).Succeeded().Output;
        Assert.Contains("target \"repo-a-a\" {", text, StringComparison.Ordinal);
        Assert.Contains("tags     = [\"${REGISTRY}twin-a/a:${TAG}\"]", text, StringComparison.Ordinal);

        Copy("repo/a", "_twin/a"); // differs in a sign that no image name begins with
        text = (await Tool.RunAsync(_folder.Path, "fleet", "bake", "twin/*", "_twin/*", "--output", "-")).Succeeded().Output;
        Assert.Contains("\"twin-a-a\",\n    \"twin-a-2-a\",\n", text, StringComparison.Ordinal);
        Assert.Contains("tags     = [\"${REGISTRY}twin-a-2/a:${TAG}\"]", text, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<(string, string)>> ResultsAsync(params string[] arguments)
    {
        var ran = await Tool.RunAsync(_folder.Path, ["regenerate", "--json", .. arguments]);
        return JsonNode.Parse(ran.Output)!["repositories"]!.AsArray().Select(one => (Path.GetFileName((string)one!["path"]!), (string)one["result"]!));
    }

    private void Break(string repository) => _folder.Write($"{repository}/container.json", "{}");

    private void Conflict(string repository) => File.AppendAllText(_folder[$"{repository}/container/nginx.conf"], "# mine\n");

    private void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(_folder[from], "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder[to], Path.GetRelativePath(_folder[from], file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
