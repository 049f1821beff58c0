using Scaffold.Core.Problems;

namespace Scaffold.Tests.Cli;

public class ExitCodeTests
{
    [Fact]
    public void Every_exit_code_is_documented()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/exit-codes.md"));

        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Contains($"| {(int)code} | {code} |", page, StringComparison.Ordinal));
    }
}
