using System.Text.Json;

namespace Scaffold.Tests.Registry;

/// <summary>A folder with a Dockerfile, and what the commands say of its bases.</summary>
internal sealed class BaseFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Dockerfile => File.ReadAllText(_folder["Dockerfile"]);

    public string this[string path] => _folder[path];

    public void Write(string path, string text, bool executable = false) => _folder.Write(path, text, executable);

    public void Dispose() => _folder.Dispose();

    /// <summary>What is said where the registry does not let one in.</summary>
    public async Task<string> ErrorAsync(string config)
    {
        var ran = await RunAsync(Config(config), "images", "outdated");
        ran.Succeeded();
        Assert.Contains("unreachable", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", ran.Output + ran.Error, StringComparison.Ordinal);
        return ran.Error;
    }

    public Dictionary<string, string?> Config(string folder) =>
        new() { ["DOCKER_CONFIG"] = _folder[folder], ["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}" };

    public Task<CommandResult> RunAsync(params IEnumerable<string> arguments) => Tool.RunAsync(_folder.Path, arguments);

    public Task<CommandResult> RunAsync(IReadOnlyDictionary<string, string?>? environment, params IEnumerable<string> arguments) =>
        Command.RunAsync(Tool.Program, Tool.Arguments(arguments), _folder.Path, environment);

    public Task<CommandResult> PinAsync(params IEnumerable<string> options) => RunAsync(["images", "pin", .. options]);

    public async Task<IEnumerable<(string?, string?, string?)>> OutdatedAsync(int exit, string? config = null)
    {
        var ran = await RunAsync(config is null ? null : Config(config), "images", "outdated", "--json");
        Assert.True(ran.Exit == exit, ran.Output + ran.Error);
        using var json = JsonDocument.Parse(ran.Output);
        return [.. json.RootElement.GetProperty("bases").EnumerateArray().Select(found =>
            (found.GetProperty("state").GetString(), found.GetProperty("pinned").GetString(), found.GetProperty("now").GetString()))];
    }
}
