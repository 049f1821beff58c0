using System.Text.Json.Nodes;
using Scaffold.Tests.Regeneration;

namespace Scaffold.Tests.Emitted;

/// <summary>A repository made by hand after AWS's scikit sample: what adopting it mends was broken on an engine before, and works there after.</summary>
public sealed class AdoptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [EngineFact]
    public async Task The_scikit_sample_trains_once_it_is_adopted()
    {
        Lineage.WriteTo(_folder["trees"], "decision-trees");

        Assert.Equal(["build pass", "C-13 fail", "C-16 fail", "C-27 warn", "C-40 fail"], await VerdictAsync());
        (await Tool.RunAsync(_folder.Path, "regenerate", "trees", "--adopt")).Succeeded();
        Assert.Equal(["build pass", "C-13 pass", "C-16 warn", "C-27 pass", "C-40 pass"], await VerdictAsync());
    }

    private async Task<IEnumerable<string>> VerdictAsync()
    {
        var ran = await Tool.RunAsync(_folder.Path, "verify", "trees", "--engine", "docker", "--only", "C-13,C-16,C-27,C-40", "--data", "training=trees/local_test/test_dir/input/data/training", "--json", "-");

        TestContext.Current.TestOutputHelper!.WriteLine(ran.Error);
        return JsonNode.Parse(ran.Output)!["checks"]!.AsArray().Select(check => $"{check!["id"]} {check["outcome"]}");
    }
}
