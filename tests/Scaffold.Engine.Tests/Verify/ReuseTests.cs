using System.Text.Json.Nodes;

namespace Scaffold.Tests.Verify;

/// <summary>verify --reuse, as a user types it.</summary>
public sealed class ReuseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReuseTests() => Mutant.Of(Mutant.Sound).WriteTo(_folder["sound"]);

    public void Dispose() => _folder.Dispose();

    [EngineFact]
    public async Task An_unchanged_image_is_not_judged_again_and_a_changed_input_is()
    {
        var first = await VerifyAsync();
        var second = await VerifyAsync();

        Assert.Null(Check(first, "C-40")["reused"]);
        Assert.Equal((string?)first["began"], (string?)Check(second, "C-40")["reused"]!["began"]);
        Assert.True(File.Exists((string?)Check(second, "C-40")["reused"]!["file"]));
        Assert.Equal(Check(first, "C-40")["measured"]!.ToJsonString(), Check(second, "C-40")["measured"]!.ToJsonString());
        Assert.Null(Check(second, "C-01")["reused"]); // reads the repository
        Assert.Empty(second["runs"]!.AsArray());

        var third = await VerifyAsync("--hyperparameter", "unheard-of=1");

        Assert.Null(Check(third, "C-40")["reused"]);
    }

    private async Task<JsonNode> VerifyAsync(params string[] more)
    {
        var arguments = Tool.Arguments(["verify", "sound", "--engine", "docker", "--only", "C-01,C-40", "--reuse", "--json", "-", .. more]);
        var ran = await Command.RunAsync(Tool.Program, arguments, _folder.Path, new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = _folder["cache"] });
        return JsonNode.Parse(ran.Succeeded().Output)!;
    }

    private static JsonNode Check(JsonNode result, string id) => result["checks"]!.AsArray().Single(check => (string?)check!["id"] == id)!;
}
