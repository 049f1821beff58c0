using System.Text.Json.Nodes;

namespace Scaffold.Tests.Regeneration;

/// <summary>The command a user types.</summary>
public sealed class RegenerateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--language python --framework none", "--server fastapi --proxy none")]
    [InlineData("--language python --framework xgboost --role separate", "--device gpu --role combined --program fit.py")]
    [InlineData("--language csharp --framework none", "--proxy none --role separate")]
    [InlineData("--language csharp --framework mlnet --role training", "--framework onnx --role inference")]
    public async Task A_change_of_parameters_comes_to_what_new_would_have_written(string first, string then)
    {
        await NewAsync("old", first);
        var wanted = Merged(first, then);
        await NewAsync("fresh", $"{wanted} my-model");

        var ran = await Tool.RunAsync(_folder.Path, ["regenerate", "old", .. then.Split(' ').Chunk(2).SelectMany(pair => (string[])["--set", $"{pair[0][2..]}={pair[1]}"])]);

        ran.Succeeded();
        Assert.Equal(FolderTree.Of(_folder["fresh"]), FolderTree.Of(_folder["old"]));
        Assert.Contains("old: up to date", (await Tool.RunAsync(_folder.Path, "regenerate", "old", "--check")).Succeeded().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_edited_by_hand_is_the_normal_way_to_change_ones_mind()
    {
        await NewAsync("old", "--language python --framework none");
        await GitAsync("init", "-q");
        await GitAsync("add", ".");
        await GitAsync("commit", "-qm", "first");
        Edit("container.json", "\"fastapi\"", "\"flask\"", "\"flask\"", "\"fastapi\"");
        Edit("container/predictor.py", "\"\"\"", "\"\"\"Mine. ");

        var refused = await Tool.RunAsync(_folder.Path, "regenerate", "old");
        refused.Ended(73);
        Assert.Contains("error SM306: There are changes that are not committed, such as old/container/predictor.py", refused.Error, StringComparison.Ordinal);
        await GitAsync("commit", "-qam", "mine");
        Edit("container.json", "\"toolkit\"", " \"toolkit\""); // uncommitted, and allowed

        (await Tool.RunAsync(_folder.Path, "regenerate", "old")).Succeeded();

        Assert.Contains("Mine. ", File.ReadAllText(_folder["old/container/predictor.py"]), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["old/container/asgi.py"]));
        Assert.Contains("\n     \"toolkit\"", File.ReadAllText(_folder["old/container.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_by_check_and_dry_run()
    {
        await NewAsync("old", "--language python --framework none");
        var before = FolderTree.Of(_folder["old"]);

        var check = await Tool.RunAsync(_folder.Path, "regenerate", "old", "--check", "--set", "proxy=none");
        var dry = await Tool.RunAsync(_folder.Path, "regenerate", "old", "--dry-run", "--set", "proxy=none");

        Assert.Equal((1, 0), (check.Exit, dry.Exit));
        Assert.Equal(before, FolderTree.Of(_folder["old"]));
        Assert.Contains("removed   container/nginx.conf", dry.Output, StringComparison.Ordinal);
        Assert.Contains("-    \"proxy\": \"nginx\",\n+    \"proxy\": \"none\",", dry.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was written", dry.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_is_marked_and_exits_1_until_it_is_settled()
    {
        await NewAsync("old", "--language python --framework none");
        Edit("container.json", "\"name\": \"my-model\"", "\"name\": \"ours\"");
        Edit("Dockerfile", "FROM ", "# mine\nFROM ");
        Replace("Dockerfile", text => text.Replace("EXPOSE 8080", "EXPOSE 8080 9090", StringComparison.Ordinal).Replace("CMD [\"train\"]", "CMD [\"train\", \"now\"]", StringComparison.Ordinal));

        var ran = await Tool.RunAsync(_folder.Path, "regenerate", "old", "--set", "role=inference");

        ran.Ended(1);
        Assert.Contains("conflict  Dockerfile: ", ran.Output, StringComparison.Ordinal);
        var text = File.ReadAllText(_folder["old/Dockerfile"]);
        Assert.Contains("<<<<<<< yours\n", text, StringComparison.Ordinal);
        Assert.Contains("# mine\n", text, StringComparison.Ordinal);

        var again = await Tool.RunAsync(_folder.Path, "regenerate", "old", "--check");
        again.Ended(1);
        Assert.Contains("settle them", again.Output, StringComparison.Ordinal);
        Replace("Dockerfile", whole => string.Join('\n', whole.Split('\n').Where(line => !line.StartsWith("<<<<<<<", StringComparison.Ordinal) && line is not "=======" && !line.StartsWith(">>>>>>>", StringComparison.Ordinal))));
        (await Tool.RunAsync(_folder.Path, "regenerate", "old", "--check")).Succeeded();
    }

    [Fact]
    public async Task One_bad_repository_does_not_stop_the_rest()
    {
        await NewAsync("a", "--language python --framework none");
        await NewAsync("c", "--language python --framework none");
        Directory.CreateDirectory(_folder["b"]);

        var ran = await Tool.RunAsync(_folder.Path, "regenerate", "a", "b", "c", "--set", "proxy=none", "--json");

        ran.Ended(2);
        var repositories = JsonNode.Parse(ran.Output)!["repositories"]!.AsArray();
        Assert.Equal([(true, 0, null), (false, 2, "SM300"), (true, 0, null)], repositories.Select(one => ((bool)one!["written"]!, (int)one["exit"]!, (string?)one["problem"]?["code"])));
    }

    [Theory]
    [InlineData("--set proxy", "SM307")]
    [InlineData("--set prosy=none", "SM302")]
    [InlineData("--set proxy=nonne", "SM003")]
    public async Task Bad_input_is_named_with_what_is_good(string options, string code)
    {
        await NewAsync("old", "--language python --framework none");

        var ran = await Tool.RunAsync(_folder.Path, ["regenerate", "old", .. options.Split(' ')]);

        ran.Ended(2);
        Assert.Contains($"error {code}: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains("  fix: ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_of_the_owner_are_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "To make a link takes a privilege there.");
        await NewAsync("old", "--language python --framework none");
        Directory.Move(_folder["old/container/serving"], _folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["old/container/serving"], _folder["elsewhere"]);
        File.Move(_folder["old/README.md"], _folder["README"]);
        File.CreateSymbolicLink(_folder["old/README.md"], _folder["README"]);
        var before = FolderTree.Of(_folder["elsewhere"]);

        var ran = await Tool.RunAsync(_folder.Path, "regenerate", "old", "--set", "server=fastapi");

        ran.Succeeded();
        Assert.Contains("kept      README.md: a link or folder of yours is in its place", ran.Output, StringComparison.Ordinal);
        Assert.Equal(before, FolderTree.Of(_folder["elsewhere"]));
        Assert.NotNull(new FileInfo(_folder["old/README.md"]).LinkTarget);
    }

    [Fact]
    public async Task Without_its_record_a_repository_is_refused()
    {
        await NewAsync("old", "--language python --framework none");
        Directory.Delete(_folder["old/.sagemaker-container"], recursive: true);

        var ran = await Tool.RunAsync(_folder.Path, "regenerate", "old");

        ran.Ended(2);
        Assert.Contains("error SM303: ", ran.Error, StringComparison.Ordinal);
    }

    private async Task NewAsync(string folder, string options)
    {
        var words = options.Split(' ').Where(word => word is not "my-model");
        (await Tool.RunAsync(_folder.Path, ["new", "my-model", "--output", folder, .. words])).Succeeded();
    }

    private static string Merged(string first, string then)
    {
        var values = first.Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        foreach (var pair in then.Split(' ').Chunk(2))
            values[pair[0]] = pair[1];
        return string.Join(' ', values.Select(pair => $"{pair.Key} {pair.Value}"));
    }

    private Task<CommandResult> GitAsync(params string[] arguments) =>
        Command.RunAsync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", .. arguments], _folder.Path);

    private void Edit(string file, params string[] pairs) =>
        Replace(file, text => pairs.Chunk(2).Aggregate(text, (now, pair) => now.IndexOf(pair[0], StringComparison.Ordinal) is var at and >= 0 ? now[..at] + pair[1] + now[(at + pair[0].Length)..] : now));

    private void Replace(string file, Func<string, string> change) => File.WriteAllText(_folder[$"old/{file}"], change(File.ReadAllText(_folder[$"old/{file}"])));
}
