using System.Text.Json;
using Scaffold.Tests.Parameters;

namespace Scaffold.Tests.Cli;

public sealed class NewCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_what_it_wrote_on_stdout_and_the_rest_on_stderr()
    {
        var written = (await Tool.RunAsync(_folder.Path, "new", "demo", "--language", "python")).Succeeded();

        var lines = written.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.True(File.Exists(_folder[$"demo/{line["create     ".Length..]}"]), line));
        Assert.Equal(FolderTree.Of(_folder["demo"]).Count(line => !line.Contains(" .sagemaker-container/pristine/", StringComparison.Ordinal)), lines.Length);
        Assert.Contains("verify demo", written.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        (await Tool.RunAsync(_folder.Path, "new", "demo", "--dry-run")).Succeeded();

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Json_names_parameters_and_files()
    {
        var written = (await Tool.RunAsync(_folder.Path, "new", "demo", "--json", "--proxy", "none")).Succeeded();

        using var json = JsonDocument.Parse(written.Output);
        Assert.Equal("none", json.RootElement.GetProperty("parameters").GetProperty("proxy").GetString());
        Assert.Equal(FolderTree.Of(_folder["demo"]).Count, json.RootElement.GetProperty("files").GetArrayLength());
    }

    [Fact]
    public async Task A_folder_with_files_gives_73()
    {
        Directory.CreateDirectory(_folder["demo"]);
        File.WriteAllText(_folder["demo/mine"], "mine");

        var refused = await Tool.RunAsync(_folder.Path, "new", "demo");

        refused.Ended(73);
        Assert.Contains("error SM005", refused.Error, StringComparison.Ordinal);
        Assert.Single(FolderTree.Of(_folder["demo"]));
    }

    [Theory]
    [MemberData(nameof(AnswersTests.HostileTexts), MemberType = typeof(AnswersTests))]
    public async Task A_name_that_could_break_out_gives_2_and_writes_nothing(string name)
    {
        if (name.Contains('\0'))
            return; // no program takes such an argument

        var refused = await Tool.RunAsync(_folder.Path, "new", "--", name);

        refused.Ended(2);
        Assert.Contains("fix:", refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("new", "--nonsense")]
    [InlineData("nonsense")]
    [InlineData("new", "a", "b")]
    [InlineData("new", "a", "--proxy", "apache")]
    [InlineData("new", "a", "--framework", "sklearn", "--language", "csharp")]
    public async Task Bad_usage_gives_2(params string[] arguments)
    {
        var refused = await Tool.RunAsync(_folder.Path, arguments);

        refused.Ended(2);
        Assert.Contains("fix:", refused.Error, StringComparison.Ordinal);
        Assert.Empty(refused.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("new")]
    public async Task Help_gives_an_example_and_0(params string[] command)
    {
        var help = (await Tool.RunAsync(_folder.Path, [.. command, "--help"])).Succeeded();

        Assert.Contains("Usage:", help.Output, StringComparison.Ordinal);
    }
}
