using Scaffold.Tests.Engine;
using Scaffold.Tests.Verify;

namespace Scaffold.Tests.Emitted;

/// <summary>What <c>new --verify</c> says of repositories of ours, by their options.</summary>
public sealed class EmittedRuns() : Runs<CommandResult>([.. EmittedRepositoryTests.Verified.Select(row => row.Data)], atOnce: 3, more: 0)
{
    /// <summary>What the engine held of ours before the first run.</summary>
    public IReadOnlySet<string> Before { get; private set; } = new HashSet<string>();

    public override async ValueTask InitializeAsync() => Before = EngineUnderTest.WhySkip is null ? await LeftAsync() : Before;

    /// <summary>What runs of ours left, and images without a name.</summary>
    /// <remarks>A set: images made in the same second are listed in any order.</remarks>
    public static async Task<IReadOnlySet<string>> LeftAsync()
    {
        var nameless = (await Command.RunAsync("docker", ["images", "-q", "--filter", "dangling=true"])).Succeeded().Output;
        return (await RunLeftovers.OfAllAsync()).Concat(nameless.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToHashSet();
    }

    protected override Task<CommandResult> RunAsync(string name, string folder, CancellationToken ct) =>
        Tool.RunAsync(folder, ["new", "my-model", "--verify", "--engine", "docker", "--json", .. name.Split(' ')]);
}
