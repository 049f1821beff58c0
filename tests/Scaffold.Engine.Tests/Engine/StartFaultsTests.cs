using Scaffold.Engine.Docker;

namespace Scaffold.Tests.Engine;

public sealed class StartFaultsTests
{
    [Theory]
    [InlineData("exec: \"train\": executable file not found in $PATH: unknown", 127)]
    [InlineData("stat /opt/program/train: no such file or directory: unknown", 127)]
    [InlineData("exec: \"/opt/program/train\": permission denied: unknown", 126)]
    [InlineData("exec: \"/opt\": is a directory: unknown", 126)]
    [InlineData("driver failed programming external connectivity", 125)]
    public void Gives_the_code_of_docker_run(string words, int code) => Assert.Equal(code, StartFaults.CodeOf(words));
}
