using System.Text.Json.Nodes;

namespace Scaffold.Tests.Regeneration;

/// <summary><c>regenerate --adopt</c> on repositories that were made by hand.</summary>
public sealed class AdoptCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("decision-trees")]
    [InlineData("fastapi")]
    [InlineData("pytorch-training")]
    [InlineData("minimal-api")]
    public async Task Parameters_gaps_and_the_whole_diff_are_as_expected(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes to mend there.");
        var expected = Path.Combine(Lineage.Folder, $"{name}.txt");
        Lineage.WriteTo(_folder[name], name);
        var before = FolderTree.Of(_folder[name]);

        var dry = (await Tool.RunAsync(_folder.Path, "regenerate", name, "--adopt", "--dry-run")).Succeeded();

        Assert.Equal(before, FolderTree.Of(_folder[name]));
        if (Environment.GetEnvironmentVariable("SCAFFOLD_ACCEPT") is not null)
            await File.WriteAllTextAsync(expected, dry.Output, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(expected, TestContext.Current.CancellationToken), dry.Output);
        Assert.Contains("nothing was written", dry.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("decision-trees", "Dockerfile", "decision_trees/nginx.conf", "decision_trees/train")]
    [InlineData("fastapi", "Dockerfile", "serve.sh")]
    [InlineData("pytorch-training", "Dockerfile")]
    [InlineData("minimal-api", "Dockerfile")]
    public async Task From_then_on_regenerate_works_on_it(string name, params string[] mended)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes to mend there.");
        Lineage.WriteTo(_folder[name], name);
        var before = FolderTree.Of(_folder[name]);

        (await Tool.RunAsync(_folder.Path, "regenerate", name, "--adopt")).Succeeded();

        var after = FolderTree.Of(_folder[name]);
        string[] came = [".sagemaker-container/README.md", ".sagemaker-container/pristine/container.json", "container.json"];
        Assert.Equal(mended, before.Except(after).Select(line => line.Split(' ')[1]));
        Assert.Equal([.. came, .. mended], after.Except(before).Select(line => line.Split(' ')[1]).Order(StringComparer.Ordinal).OrderBy(path => !came.Contains(path)));

        var check = (await Tool.RunAsync(_folder.Path, "regenerate", name, "--check")).Succeeded();
        Assert.Contains($"{name}: up to date", check.Error, StringComparison.Ordinal);
        (await Tool.RunAsync(_folder.Path, "regenerate", name)).Succeeded();
        var again = await Tool.RunAsync(_folder.Path, "regenerate", name, "--adopt");
        again.Ended(2);
        Assert.Contains("error SM321: ", again.Error, StringComparison.Ordinal);
        (await Tool.RunAsync(_folder.Path, "regenerate", name, "--set", "program=" + (name is "minimal-api" ? "fit" : "fit2.py"))).Succeeded();
        var later = FolderTree.Of(_folder[name]);
        Assert.All(later.Except(after), line => Assert.EndsWith("container.json", line.Split(' ')[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_taken_out_of_keep_comes_from_the_template()
    {
        Lineage.WriteTo(_folder["trees"], "decision-trees");
        (await Tool.RunAsync(_folder.Path, "regenerate", "trees", "--adopt")).Succeeded();
        var file = _folder["trees/container.json"];
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text.Replace("    \"Dockerfile\",\n", "", StringComparison.Ordinal).Replace("    \"docker-bake.hcl\",\n", "", StringComparison.Ordinal));

        var ran = await Tool.RunAsync(_folder.Path, "regenerate", "trees");

        ran.Ended(1);
        Assert.Contains("conflict  Dockerfile: ", ran.Output, StringComparison.Ordinal);
        Assert.Contains("added     docker-bake.hcl", ran.Output, StringComparison.Ordinal);
        Assert.Contains("kept      README.md: container.json says so", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_owner_says_goes_before_what_is_seen()
    {
        Lineage.WriteTo(_folder["trees"], "decision-trees");

        var ran = (await Tool.RunAsync(_folder.Path, "regenerate", "trees", "--adopt", "--dry-run", "--json", "--set", "framework=xgboost", "--set", "role=training")).Succeeded();

        var adoption = JsonNode.Parse(ran.Output)!["repositories"]![0]!["adoption"]!;
        var parameters = adoption["parameters"]!.AsArray().ToDictionary(one => (string)one!["name"]!, one => one!);
        Assert.Equal(("xgboost", "set"), ((string)parameters["framework"]["value"]!, (string)parameters["framework"]["source"]!));
        Assert.Equal(("python", "seen", "Dockerfile", 4), ((string)parameters["language"]["value"]!, (string)parameters["language"]["source"]!, (string)parameters["language"]["file"]!, (int)parameters["language"]["line"]!));
        Assert.Equal("default", (string)parameters["program"]["source"]!);
        Assert.DoesNotContain("C-16", adoption["gaps"]!.AsArray().Select(gap => (string)gap!["id"]!)); // it does not serve
    }

    [Fact]
    public async Task Machines_are_told_all_of_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes to mend there.");
        Lineage.WriteTo(_folder["trees"], "decision-trees");

        var ran = (await Tool.RunAsync(_folder.Path, "regenerate", "trees", "--adopt", "--json")).Succeeded();

        var repository = JsonNode.Parse(ran.Output)!["repositories"]![0]!;
        var adoption = repository["adoption"]!;
        Assert.True((bool)repository["written"]!);
        Assert.Equal([("C-13", "fail", true), ("C-16", "fail", false), ("C-27", "warn", true)],
            adoption["gaps"]!.AsArray().Select(gap => ((string)gap!["id"]!, (string)gap["outcome"]!, (bool)gap["mended"]!)));
        Assert.Equal("warn", (string)adoption["gaps"]![1]!["left"]!["outcome"]!);
        Assert.Equal(
            [("C-13", "decision_trees/train"), ("C-16", "decision_trees/nginx.conf"), ("C-16", "decision_trees/nginx.conf"), ("C-27", "Dockerfile")],
            adoption["mends"]!.AsArray().Select(mend => ((string)mend!["check"]!, (string)mend["file"]!)));
        Assert.Contains("container/*", adoption["keep"]!.AsArray().Select(entry => (string)entry!));
        Assert.Equal(["added", "mended", "mended", "mended"], repository["files"]!.AsArray().Select(file => (string)file!["class"]!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "--adopt", 2, "SM320")]
    [InlineData("docker/Dockerfile", "--adopt", 2, "There is one in", "/docker")]
    [InlineData("Dockerfile container.json", "--adopt", 2, "SM322")]
    [InlineData("Dockerfile", "--adopt --check", 2, "SM323")]
    [InlineData("Dockerfile", "--adopt --images", 2, "SM323", "regenerate --images")]
    [InlineData("Dockerfile", "--adopt --set prosy=none", 2, "SM302")]
    [InlineData("Dockerfile", "--adopt --set proxy=nonne", 2, "SM003")]
    public async Task What_cannot_be_adopted_is_refused(string files, string options, int exit, params string[] says)
    {
        Directory.CreateDirectory(_folder["old"]);
        foreach (var file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            _folder.Write($"old/{file}", file is "container.json" ? "{}" : "FROM scratch\n");
        var before = FolderTree.Of(_folder.Path);

        var ran = await Tool.RunAsync(_folder.Path, ["regenerate", "old", .. options.Split(' ')]);

        Assert.Equal(exit, ran.Exit);
        Assert.All(says, text => Assert.Contains(text, ran.Error, StringComparison.Ordinal));
        Assert.Equal(before, FolderTree.Of(_folder.Path));
    }

    [Fact]
    public async Task Without_the_templates_programs_the_process_engine_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no process engine there.");
        Lineage.WriteTo(_folder["trees"], "decision-trees");
        (await Tool.RunAsync(_folder.Path, "regenerate", "trees", "--adopt")).Succeeded();

        var ran = await Tool.RunAsync(_folder.Path, "verify", "trees", "--engine", "process", "--only", "C-12,C-40");

        ran.Ended(2);
        Assert.Contains("error SM105: The process engine runs the programs in container/", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_that_are_not_committed_stop_it()
    {
        Lineage.WriteTo(_folder["trees"], "decision-trees");
        foreach (var command in (string[][])[["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "first"]])
            (await Command.RunAsync("git", command, _folder["trees"])).Succeeded();
        File.AppendAllText(_folder["trees/requirements.txt"], "joblib\n");

        var ran = await Tool.RunAsync(_folder.Path, "regenerate", "trees", "--adopt");

        ran.Ended(73);
        Assert.Contains("SM306", ran.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["trees/container.json"]));
        (await Tool.RunAsync(_folder.Path, "regenerate", "trees", "--adopt", "--allow-dirty")).Succeeded();
    }
}
