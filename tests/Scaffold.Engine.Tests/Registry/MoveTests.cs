using System.Runtime.Versioning;
using System.Text.Json.Nodes;

namespace Scaffold.Tests.Registry;

/// <summary><c>regenerate --images</c> against a registry whose tags move.</summary>
public sealed class MoveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RegistryFact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_pinned_base_moves_with_its_tag_and_the_record_keeps_what_it_was()
    {
        await using var registry = await LocalRegistry.StartAsync();
        var (first, host) = (await registry.PushAsync("base:1", "one"), registry.Host);
        (await RunAsync("new", "my-model", "--language", "python", "--framework", "none", "--base-image", $"{host}/base:1")).Succeeded();
        Assert.Contains("my-model: up to date", (await RunAsync("regenerate", "my-model", "--images")).Succeeded().Error, StringComparison.Ordinal); // nothing is pinned
        const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(_folder["my-model/Dockerfile"], Owners);
        (await RunAsync("images", "pin", "my-model")).Succeeded();
        Assert.Equal(Owners, File.GetUnixFileMode(_folder["my-model/Dockerfile"]));
        Assert.Contains($"FROM {host}/base:1@{first}", Dockerfile, StringComparison.Ordinal);
        Assert.Equal(first, (string?)Recorded["digest"]);
        (await RunAsync("regenerate", "my-model", "--check", "--images")).Succeeded();

        var second = await registry.PushAsync("base:1", "two and more");
        Assert.Equal(1, (await RunAsync("regenerate", "my-model", "--check", "--images")).Exit);
        Assert.Contains($"base:1@{first}", Dockerfile, StringComparison.Ordinal);
        var moved = (await RunAsync("regenerate", "my-model", "--images")).Succeeded();
        Assert.Contains("updated   Dockerfile: 1 base image moved", moved.Output, StringComparison.Ordinal);
        Assert.Matches($@"base:1 +moved +{first[7..19]} +{second[7..19]} +0\.0 MB → 0\.0 MB", moved.Output);
        Assert.Contains($"FROM {host}/base:1@{second}", Dockerfile, StringComparison.Ordinal);
        Assert.DoesNotContain(first, Dockerfile, StringComparison.Ordinal);
        Assert.Equal(second, (string?)Recorded["digest"]);
        (await RunAsync("regenerate", "my-model", "--check", "--images")).Succeeded();

        await registry.DeleteAsync("base", second);
        var gone = await RunAsync("regenerate", "my-model", "--images", "--json");
        gone.Ended(1);
        Assert.Equal("base gone or unreachable", (string?)JsonNode.Parse(gone.Output)!["repositories"]![0]!["result"]);
        await registry.StopAsync();
        Assert.Equal(1, (await RunAsync("regenerate", "my-model", "--images")).Exit);
        Assert.Contains($"base:1@{second}", Dockerfile, StringComparison.Ordinal);
    }

    [RegistryFact]
    public async Task With_verify_a_base_on_which_the_image_fails_does_not_move_and_both_verdicts_are_told()
    {
        await using var registry = await LocalRegistry.StartAsync();
        var first = await registry.PushAsync("base:1", "one", from: "python:3.13-slim");
        (await RunAsync("new", "my-model", "--language", "python", "--framework", "none", "--role", "inference", "--base-image", $"{registry.Host}/base:1")).Succeeded();
        (await RunAsync("images", "pin", "my-model")).Succeeded();

        await registry.PushAsync("base:1", "broken", from: "python:3.13-slim", lines: "RUN rm -r \"$(python3 -c 'import json; print(json.__path__[0])')\"");
        var ran = await RunAsync("regenerate", "my-model", "--images", "--verify", "--json", "--markdown", "body.md");

        ran.Ended(1);
        var report = JsonNode.Parse(ran.Output)!["repositories"]![0]!;
        Assert.Equal("fails verify", (string?)report["result"]);
        Assert.False((bool)report["written"]!);
        Assert.Equal(("pass", "fail"), ((string?)report["verifyBefore"]!["verdict"], (string?)report["verify"]!["verdict"]));
        Assert.Matches(@"\nverify: pass → fail; ready after \d+\.\d\d s → -\n", await File.ReadAllTextAsync(_folder["body.md"], TestContext.Current.CancellationToken));
        Assert.Contains($"base:1@{first}", Dockerfile, StringComparison.Ordinal);
    }

    [RegistryFact]
    public async Task A_digest_is_no_conflict_with_a_change_of_the_template()
    {
        await using var registry = await LocalRegistry.StartAsync();
        var digest = await registry.PushAsync("base:1", "one");
        await registry.PushAsync("base:2", "two");
        (await RunAsync("new", "my-model", "--language", "python", "--framework", "none", "--base-image", $"{registry.Host}/base:1")).Succeeded();
        (await RunAsync("images", "pin", "my-model")).Succeeded();

        (await RunAsync("regenerate", "my-model", "--set", "server=fastapi")).Succeeded();
        Assert.Contains($"base:1@{digest}", Dockerfile, StringComparison.Ordinal);
        var changed = (await RunAsync("regenerate", "my-model", "--set", $"base-image={registry.Host}/base:2")).Succeeded();
        Assert.DoesNotContain("conflict", changed.Output, StringComparison.Ordinal);
        Assert.Contains($"FROM {registry.Host}/base:2", Dockerfile, StringComparison.Ordinal);
        Assert.DoesNotContain("@sha256:", Dockerfile, StringComparison.Ordinal); // that digest was the other image's
    }

    [RegistryFact]
    public async Task A_registry_that_wants_a_login_is_named()
    {
        await using var registry = await LocalRegistry.StartAsync(auth: LocalRegistry.Password);
        (await RunAsync("new", "my-model", "--language", "python", "--framework", "none", "--base-image", $"{registry.Host}/base:1@sha256:{new string('a', 64)}")).Succeeded();

        var ran = await RunAsync("regenerate", "my-model", "--images");

        ran.Ended(1);
        Assert.Contains("login", ran.Output + ran.Error, StringComparison.OrdinalIgnoreCase);
    }

    private string Dockerfile => File.ReadAllText(_folder["my-model/Dockerfile"]);

    private JsonNode Recorded => JsonNode.Parse(File.ReadAllText(_folder["my-model/.sagemaker-container/images.json"]))!["images"]!.AsArray().Single()!;

    private Task<CommandResult> RunAsync(params string[] arguments) => Tool.RunAsync(_folder.Path, arguments);
}
