using Scaffold.Tests.Verify;

namespace Scaffold.Tests.Emitted;

/// <summary>What <c>new --verify</c> says of repositories of ours, by their options.</summary>
public sealed class EmittedRuns() : Runs<CommandResult>([.. EmittedRepositoryTests.Verified.Select(row => row.Data)], atOnce: 3, more: 0)
{
    private static readonly string[][] Listings = [["ps", "-aq"], ["network", "ls", "-q"], ["volume", "ls", "-q"], ["images", "-q"]];

    /// <summary>What the engine held of ours before the first run.</summary>
    public string Before { get; private set; } = "";

    public override async ValueTask InitializeAsync() => Before = EngineUnderTest.WhySkip is null ? await LeftAsync() : "";

    /// <summary>Containers, networks, volumes and images that bear a label of ours, and images without a name.</summary>
    public static async Task<string> LeftAsync()
    {
        List<string> left = [];
        foreach (var listing in Listings)
            left.Add((await Command.RunAsync("docker", [.. listing, "--filter", "label=sagemaker-container.run"])).Succeeded().Output);
        left.Add((await Command.RunAsync("docker", ["images", "-q", "--filter", "dangling=true"])).Succeeded().Output);
        return string.Join('|', left);
    }

    protected override Task<CommandResult> RunAsync(string name, string folder, CancellationToken ct) =>
        Tool.RunAsync(folder, ["new", "my-model", "--verify", "--engine", "docker", "--json", .. name.Split(' ')]);
}
