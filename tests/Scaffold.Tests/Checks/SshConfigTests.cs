using Scaffold.Checks.Distributed;

namespace Scaffold.Tests.Checks;

public class SshConfigTests
{
    [Theory]
    [InlineData("StrictHostKeyChecking no", "no")]
    [InlineData("  stricthostkeychecking=accept-new\r\n", "accept-new")]
    [InlineData("#StrictHostKeyChecking no\nStrictHostKeyChecking \"ask\"", "ask")]
    [InlineData("Host *\n  StrictHostKeyChecking no", "no")]
    [InlineData("Host other algo-*\n\tStrictHostKeyChecking no", "no")]
    [InlineData("Host unix/* vsock/*\n  StrictHostKeyChecking no", null)]
    [InlineData("Match exec true\n  StrictHostKeyChecking no\nHost *\n  StrictHostKeyChecking yes", "yes")]
    [InlineData("", null)]
    public void Finds_what_holds_for_a_host(string text, string? value) => Assert.Equal(value, SshConfig.ValueOf(text, "StrictHostKeyChecking", "algo-2"));
}
