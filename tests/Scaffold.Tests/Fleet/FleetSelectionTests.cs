using System.Text.Json.Nodes;
using Scaffold.Cli.Fleet;

namespace Scaffold.Tests.Fleet;

/// <summary>Which repositories a command takes.</summary>
public sealed class FleetSelectionTests : IClassFixture<FleetFixture>, IDisposable
{
    private readonly TemporaryFolder _folder;

    public FleetSelectionTests(FleetFixture fleet) => _folder = fleet.Copy();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("repo/*", "repo/a repo/b repo/c")]
    [InlineData("**", "more/d more/deep/e repo/a repo/b repo/c")]
    [InlineData("more/**", "more/d more/deep/e")]
    [InlineData("./repo/b more/d repo/*", "repo/b more/d repo/a repo/c")]
    [InlineData("repo/* --except repo/b --except more/*", "repo/a repo/c")]
    [InlineData("repo/* --canary repo/c", "repo/c repo/a repo/b")]
    [InlineData("** --shard 1/2", "more/d repo/a repo/c")]
    [InlineData("** --shard 2/2", "more/deep/e repo/b")]
    [InlineData("repo/a --shard 2/3", "")]
    [InlineData("repo/c repo/b repo/a --shard 2/3", "repo/b")]
    [InlineData("--fleet list.txt", "repo/b repo/a more/d")]
    [InlineData("--fleet sub/fleet.json", "repo/c more/d repo/a")]
    [InlineData("more/d --fleet list.txt", "more/d repo/b repo/a")]
    public async Task Paths_globs_and_files_name_them_in_their_order(string arguments, string expected)
    {
        _folder.Write("list.txt", "# ours\nrepo/b\r\n\n  repo/a\nmore/*\n");
        _folder.Write("sub/fleet.json", """
            {
              // comments are allowed
              "repositories": ["../more/*", "../repo/*"],
              "except": ["../repo/b"],
              "canaries": ["../repo/c"],
            }
            """);

        var listed = (await Tool.RunAsync(_folder.Path, ["fleet", "list", "--json", .. arguments.Split(' ')])).Succeeded();

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), JsonNode.Parse(listed.Output)!["repositories"]!.AsArray().Select(one => Path.GetRelativePath(_folder.Path, (string)one!["path"]!).Replace('\\', '/')));
    }

    [Theory]
    [InlineData("nothing/*", "SM310", "nothing/* matches no repository")]
    [InlineData("--fleet missing.txt", "SM311", "missing.txt")]
    [InlineData("--fleet bad.json", "SM204", "there is no setting repos")]
    [InlineData("--fleet broken.json", "SM203", "broken.json(1,")]
    [InlineData("--fleet zero.json", "SM204", "0 is no count")]
    [InlineData("repo/a --except repo/a", "SM312", "No repository is left")]
    [InlineData("repo/a --shard 0/3", "SM313", "0/3 is no shard")]
    [InlineData("repo/a --shard 4/3", "SM313", "4/3 is no shard")]
    public async Task What_names_none_is_refused(string arguments, string code, string what)
    {
        _folder.Write("bad.json", """{ "repos": [] }""");
        _folder.Write("broken.json", "{ nothing");
        _folder.Write("zero.json", """{ "repositories": ["repo/a"], "parallel": 0 }""");

        var ran = await Tool.RunAsync(_folder.Path, ["fleet", "list", .. arguments.Split(' ')]);

        ran.Ended(2);
        Assert.Contains($"error {code}: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains(what, ran.Error, StringComparison.Ordinal);
        Assert.Contains("  fix: ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_matrix_shares_all_of_them_out()
    {
        var matrix = JsonNode.Parse((await Tool.RunAsync(_folder.Path, "fleet", "matrix", "**", "--shards", "3")).Succeeded().Output)!["include"]!.AsArray();

        Assert.Equal([("1/3", 2), ("2/3", 2), ("3/3", 1)], matrix.Select(shard => ((string)shard!["shard"]!, (int)shard["repositories"]!)));
        foreach (var shard in matrix)
        {
            var listed = (await Tool.RunAsync(_folder.Path, "fleet", "list", "--json", "**", "--shard", (string)shard!["shard"]!)).Succeeded();
            Assert.Equal((int)shard["repositories"]!, JsonNode.Parse(listed.Output)!["repositories"]!.AsArray().Count);
        }
        var few = JsonNode.Parse((await Tool.RunAsync(_folder.Path, "fleet", "matrix", "repo/*", "--shards", "10")).Succeeded().Output)!["include"]!.AsArray();
        Assert.Equal(3, few.Count);
    }

    [Fact]
    public async Task The_list_shows_what_each_is_and_a_bad_one_does_not_hide_the_rest()
    {
        _folder.Write("repo/b/container.json", "{}");

        var ran = await Tool.RunAsync(_folder.Path, "fleet", "list", "repo/*");

        ran.Ended(2);
        Assert.Matches(@"repo/a +0\.1\.0 +python +none +cpu +combined +flask", ran.Output);
        Assert.Contains("repo/c", ran.Output, StringComparison.Ordinal);
        Assert.Contains("error SM301: ", ran.Error, StringComparison.Ordinal);
    }

    /// <summary>An editor and the reader agree on what the file may hold.</summary>
    [Fact]
    public async Task The_schema_names_the_same_settings()
    {
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "content", "fleet.schema.json"), TestContext.Current.CancellationToken))!;

        Assert.Equal(FleetFile.Settings, schema["properties"]!.AsObject().Select(property => property.Key));
    }
}
