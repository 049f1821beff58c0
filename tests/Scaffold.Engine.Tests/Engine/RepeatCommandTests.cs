using Scaffold.Engine;
using Scaffold.Engine.Docker;

namespace Scaffold.Tests.Engine;

public sealed class RepeatCommandTests
{
    [Theory]
    [InlineData("plain-word_1.2:/=", "plain-word_1.2:/=")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$(rm -rf /)", "'$(rm -rf /)'")]
    [InlineData("line\n", "'line\n'")]
    [InlineData("", "''")]
    public void Quotes_for_a_shell(string word, string quoted) => Assert.Equal(quoted, RepeatCommand.Quote(word));

    [Fact]
    public void Shows_every_option_of_a_run()
    {
        RunRequest request = new("image", ["serve"]) { Entrypoint = ["/bin/tini", "--"], Port = 8080, Network = RunNetwork.Closed, Init = true, Tty = true, User = "1000", ReadOnlyRoot = true, Cpus = 1 };

        Assert.Equal("docker run --rm --init --tty -p 127.0.0.1::8080 --user 1000 --memory 2048m --shm-size 64m --cpus 1 --read-only --tmpfs /tmp --entrypoint /bin/tini image -- serve",
            RepeatCommand.Run(request, "image"));
    }

    [Fact]
    public void Shows_every_option_of_a_build() =>
        Assert.Equal("docker build --build-arg 'A=b c' --platform linux/amd64 '/my folder'",
            RepeatCommand.Build(new("/my folder", Platform: "linux/amd64") { Arguments = new Dictionary<string, string> { ["A"] = "b c" } }));
}
