using System.Text.Json.Nodes;

namespace Scaffold.Tests.Distributed;

/// <summary><c>verify --profile distributed --hosts</c>.</summary>
[Collection(Emitted.Alone.Name)]
public sealed class VerifyHostsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [EngineFact]
    public async Task Three_hosts_train_together_and_none_outlives_another()
    {
        (await Tool.RunAsync(_folder.Path, "new", "hosts", "--language", "python", "--framework", "none", "--role", "training")).Succeeded();

        var ran = (await Tool.RunAsync(_folder.Path, "verify", "hosts", "--engine", "docker", "--profile", "train,distributed", "--only", "C-50", "--hosts", "3", "--json", "-")).Succeeded();

        var check = JsonNode.Parse(ran.Output)!["checks"]!.AsArray().Single(check => (string?)check!["id"] is "C-50")!;
        Assert.StartsWith("3 hosts trained in ", (string?)check["message"], StringComparison.Ordinal);
        Assert.Contains("When one is killed the others end, after at most ", (string?)check["message"], StringComparison.Ordinal);
        Assert.Equal(3, (int)check["measured"]!["hosts"]!);
    }
}
