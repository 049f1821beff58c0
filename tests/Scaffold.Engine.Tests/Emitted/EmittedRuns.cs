using Scaffold.Tests.Verify;

namespace Scaffold.Tests.Emitted;

/// <summary>What <c>new --verify</c> says of repositories of ours, by their options.</summary>
public sealed class EmittedRuns() : Runs<CommandResult>([.. EmittedRepositoryTests.Verified.Select(row => row.Data)], atOnce: 3, more: 0)
{
    private const string Ours = "label=sagemaker-container.run";

    private static readonly string[][] Listings =
    [
        ["ps", "-aq", "--filter", Ours],
        ["network", "ls", "-q", "--filter", Ours],
        ["volume", "ls", "-q", "--filter", Ours],
        ["images", "-q", "--filter", Ours],
        ["images", "-q", "--filter", "dangling=true"],
    ];

    /// <summary>What the engine held of ours before the first run.</summary>
    public IReadOnlySet<string> Before { get; private set; } = new HashSet<string>();

    public override async ValueTask InitializeAsync() => Before = EngineUnderTest.WhySkip is null ? await LeftAsync() : Before;

    /// <summary>Containers, networks, volumes and images that bear a label of ours, and images without a name: the kind and the ID of each.</summary>
    /// <remarks>A set: images made in the same second are listed in any order.</remarks>
    public static async Task<IReadOnlySet<string>> LeftAsync()
    {
        HashSet<string> left = [];
        foreach (var listing in Listings)
        {
            var output = (await Command.RunAsync("docker", listing)).Succeeded().Output;
            left.UnionWith(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(id => $"{listing[0]} {id}"));
        }

        return left;
    }

    protected override Task<CommandResult> RunAsync(string name, string folder, CancellationToken ct) =>
        Tool.RunAsync(folder, ["new", "my-model", "--verify", "--engine", "docker", "--json", .. name.Split(' ')]);
}
