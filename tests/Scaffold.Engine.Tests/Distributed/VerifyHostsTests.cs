using System.Text.Json.Nodes;

namespace Scaffold.Tests.Distributed;

/// <summary><c>verify --profile distributed --hosts</c>.</summary>
[Collection(Hosts.Name)]
public sealed class VerifyHostsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [EngineFact]
    public async Task Hosts_train_together_and_none_outlives_another()
    {
        (await Tool.RunAsync(_folder.Path, "new", "hosts", "--language", "csharp", "--framework", "none", "--role", "training")).Succeeded();

        var ran = (await Tool.RunAsync(_folder.Path, "verify", "hosts", "--engine", "docker", "--profile", "train,distributed", "--only", "C-50", "--hosts", "workers=1,servers=1", "--json", "-")).Succeeded();

        var check = JsonNode.Parse(ran.Output)!["checks"]!.AsArray().Single(check => (string?)check!["id"] is "C-50")!;
        TestContext.Current.TestOutputHelper!.WriteLine((string)check["message"]!);
        Assert.StartsWith("2 hosts trained in ", (string?)check["message"], StringComparison.Ordinal);
        Assert.Equal((2, 2), ((int)check["measured"]!["hosts"]!, (int)check["measured"]!["processes"]!));
        Assert.Equal(2, check["measured"]!["lossOnOneAndSeveral"]!.AsArray().Count);
        var jobs = check["jobs"]!.AsArray();
        Assert.Equal(5, jobs.Count); // late, killed, the leader killed, cut off, stopped
        Assert.All(jobs.Skip(1).SelectMany(job => job!["marks"]!.AsArray()), mark => Assert.InRange((double)mark!["at"]!, 0.1, 300));
        Assert.All(jobs.SelectMany(job => job!["hosts"]!.AsArray()), host => Assert.NotEmpty(host!["log"]!.AsArray()));
        // 143: a program that was ending by itself when its launcher told it to.
        Assert.All(jobs.SelectMany(job => job!["hosts"]!.AsArray()), host => Assert.Contains((int)host!["exitCode"]!, (int[])[0, 1, 137, 143]));
    }
}
