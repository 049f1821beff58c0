using System.Text.Json;
using Scaffold.Tests.Images;

namespace Scaffold.Tests.Cli;

public sealed class ImagesCommandTests : IDisposable
{
    private static readonly string[] PyTorch = ["images", "resolve", "--framework", "pytorch", "--version", "2.6", "--scope", "training"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Resolve_prints_the_address_and_nothing_else()
    {
        var found = (await Tool.RunAsync(_folder.Path, [.. PyTorch, "--region", "eu-west-1", "--instance-type", "ml.g5.xlarge"])).Succeeded();

        Assert.Equal("763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-training:2.6-gpu-py312", found.Output.TrimEnd());
        Assert.Empty(found.Error);
    }

    [Fact]
    public async Task Resolve_tells_what_was_corrected_on_stderr()
    {
        var found = (await Tool.RunAsync(_folder.Path, "images", "resolve", "--framework", "spark", "--version", "3.3", "--region", "eu-west-1", "--device", "cpu", "--scope", "training")).Succeeded();

        Assert.Equal("571004829621.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-spark-processing:3.3-cpu", found.Output.TrimEnd());
        Assert.Contains("note: spark has only the scope processing", found.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_holds_the_address_and_its_parts()
    {
        var found = (await Tool.RunAsync(_folder.Path, [.. PyTorch, "--region", "cn-north-1", "--device", "cpu", "--json"])).Succeeded();

        using var json = JsonDocument.Parse(found.Output);
        string? Text(string name) => json.RootElement.GetProperty(name).GetString();
        Assert.Equal($"{Text("host")}/{Text("repository")}:{Text("tag")}", Text("uri"));
        Assert.Equal("727897471807.dkr.ecr.cn-north-1.amazonaws.com.cn", Text("host"));
        Assert.Equal(("727897471807", "cn-north-1", "pytorch", "2.6.0", "active", "2026-01-29"),
            (Text("account"), Text("region"), Text("framework"), Text("version"), Text("status"), Text("endOfPatching")));
    }

    [Theory]
    [InlineData("SM020", "--framework", "pytroch", "--region", "eu-west-1")]
    [InlineData("SM023", "--framework", "pytorch", "--region", "eu-west-1", "--version", "2.66", "--scope", "training")]
    [InlineData("SM026", "--framework", "xgboost", "--region", "eu-west-11", "--version", "3.2-0")]
    [InlineData("SM027", "--framework", "pytorch", "--region", "eu-west-1", "--version", "2.6", "--scope", "training")]
    [InlineData("SM028", "--framework", "pytorch", "--region", "eu-west-1", "--device", "gpu", "--instance-type", "ml.g5.xlarge")]
    [InlineData("SM029", "--framework", "sklearn", "--region", "eu-west-1", "--version", "1.2-1", "--device", "gpu")]
    [InlineData("SM033", "--framework", "pytorch", "--region", "eu-west-1", "--device", "gpu", "--distribution", "mpi")]
    [InlineData("SM000", "--framework", "pytorch")]
    public async Task Wrong_values_give_2_and_no_address(string code, params string[] arguments)
    {
        var refused = await Tool.RunAsync(_folder.Path, ["images", "resolve", .. arguments]);

        refused.Ended(2);
        Assert.Empty(refused.Output);
        Assert.Contains($"error {code}: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("  fix: ", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_values_do_not_reach_the_terminal_as_they_are()
    {
        var refused = await Tool.RunAsync(_folder.Path, "images", "resolve", "--framework", "pytorch\u001b[31m", "--region", "eu-west-1");

        refused.Ended(2);
        Assert.DoesNotContain('\u001b', refused.Error);
    }

    [Fact]
    public async Task The_process_answers_as_the_table_does()
    {
        foreach (var row in ImageRow.In("by-hand.json").Where((_, index) => index % 12 is 0))
        {
            var answer = await Tool.RunAsync(_folder.Path, ["images", "resolve", .. Arguments(row)]);

            Assert.Equal(row.Uri is null ? 2 : 0, answer.Exit);
            Assert.Contains(row.Expected, row.Uri is null ? answer.Error : answer.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task List_shows_frameworks_with_scope_newest_and_repository()
    {
        var list = (await Tool.RunAsync(_folder.Path, "images", "list")).Succeeded();

        Assert.Matches(@"(?m)^pytorch +training +cpu, gpu +2\.8\.0 +\d+ +pytorch-training +py312 +cu129 +active +2026-08-06", list.Output);
        Assert.Matches(@"(?m)^mxnet .*retired", list.Output);
        Assert.Matches(@"(?m)^tensorflow +gpu +tensorflow/tensorflow ", list.Output);
    }

    [Fact]
    public async Task List_shows_a_framework_version_by_version()
    {
        var list = (await Tool.RunAsync(_folder.Path, "images", "list", "--framework", "pytorch")).Succeeded();

        Assert.Matches(@"(?m)^2\.5\.1 +2\.5 +pytorch-training +py311 +cpu py311 ubuntu22\.04, gpu py311 cu124 ubuntu22\.04 +2025-10-29", list.Output);
        Assert.DoesNotContain("xgboost", list.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pytorch", "2.10-gpu-py313")]
    [InlineData("tensorflow", "2.21.0-cpu-py312-sagemaker")]
    [InlineData("sklearn", "1.9-0")]
    public async Task List_shows_newer_tags_than_the_SDK_resolves(string framework, string tag)
    {
        var list = (await Tool.RunAsync(_folder.Path, "images", "list", "--framework", framework, "--json")).Succeeded();

        using var json = JsonDocument.Parse(list.Output);
        Assert.Contains(json.RootElement.GetProperty("aws").EnumerateArray().SelectMany(family => family.GetProperty("newerTags").EnumerateArray()), newer => newer.GetString() == tag);
    }

    [Fact]
    public async Task List_as_json_holds_every_framework_and_version()
    {
        var list = (await Tool.RunAsync(_folder.Path, "images", "list", "--json")).Succeeded();

        using var json = JsonDocument.Parse(list.Output);
        var aws = json.RootElement.GetProperty("aws").EnumerateArray().ToList();
        Assert.Equal(71, aws.Select(family => family.GetProperty("framework").GetString()).Distinct().Count());
        Assert.InRange(aws.Sum(family => family.GetProperty("versions").GetArrayLength()), 450, 1000);
        Assert.NotEmpty(json.RootElement.GetProperty("public").EnumerateArray());
    }

    [Fact]
    public async Task List_refuses_a_framework_that_is_not_there()
    {
        var refused = await Tool.RunAsync(_folder.Path, "images", "list", "--framework", "sklean");

        refused.Ended(2);
        Assert.Contains("Use --framework sklearn", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("images")]
    [InlineData("images", "list")]
    [InlineData("images", "resolve")]
    [InlineData("images", "pin")]
    [InlineData("images", "outdated")]
    public async Task Help_gives_an_example(params string[] command)
    {
        var help = (await Tool.RunAsync(_folder.Path, [.. command, "--help"])).Succeeded();

        Assert.Contains("Example: sagemaker-container images", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frameworks_and_regions_are_completed()
    {
        var frameworks = (await Tool.RunAsync(_folder.Path, "[suggest:34]", "images resolve --framework hugging")).Succeeded();

        Assert.Contains("huggingface-tei-cpu", frameworks.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pytorch", frameworks.Output.Split('\n'));
    }

    private static IEnumerable<string> Arguments(ImageRow row)
    {
        using var json = JsonDocument.Parse(row.Text);
        foreach (var value in json.RootElement.EnumerateObject())
        {
            if (value.Name is "why" or "uri" or "error")
                continue;
            yield return value.Name switch
            {
                "instanceType" => "--instance-type",
                "baseFrameworkVersion" => "--base-framework-version",
                "containerVersion" => "--container-version",
                _ => $"--{value.Name}",
            };
            yield return value.Value.GetString()!;
        }
    }
}
