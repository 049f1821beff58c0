using Scaffold.Tests.Verify;

namespace Scaffold.Tests.Emitted;

/// <summary>What <c>new --verify</c> says of repositories of ours, by their options.</summary>
public sealed class EmittedRuns() : Runs<CommandResult>([.. EmittedRepositoryTests.Verified.Select(row => row.Data)], atOnce: 2, more: 2)
{
    protected override Task<CommandResult> RunAsync(string name, string folder, CancellationToken ct) =>
        Tool.RunAsync(folder, ["new", "my-model", "--verify", "--engine", "docker", "--json", .. name.Split(' ')]);
}
