using Scaffold.Checks;
using Scaffold.Checks.Static;

namespace Scaffold.Tests.Checks.Static;

public class EntrypointIsNoInitTests
{
    [Theory]
    [InlineData("""ENTRYPOINT ["/usr/bin/tini", "--", "serve"]""", Outcome.Fail)]
    [InlineData("""ENTRYPOINT ["tini-static", "-g", "serve"]""", Outcome.Fail)]
    [InlineData("""ENTRYPOINT ["/usr/bin/env", "tini", "--", "serve"]""", Outcome.Fail)]
    [InlineData("ENTRYPOINT exec tini -- serve", Outcome.Fail)]
    [InlineData("""ENTRYPOINT ["/sbin/docker-init", "--", "serve"]""", Outcome.Fail)]
    [InlineData("""ENTRYPOINT ["dumb-init", "serve"]""", Outcome.Warn)]
    [InlineData("""ENTRYPOINT ["/opt/tini/serve"]""", Outcome.Pass)]
    [InlineData("""CMD ["tini", "serve"]""", Outcome.Pass)]
    public async Task Judges_the_first_word(string line, Outcome expected) =>
        Assert.Equal(expected, (await Repository.JudgeAsync(new EntrypointIsNoInit(), $"FROM a:1\n{line}")).Outcome);

    [Fact]
    public async Task Names_the_program_behind_it() => Assert.StartsWith(
        """Write ENTRYPOINT ["/opt/program/serve", "-x"];""",
        (await Repository.JudgeAsync(new EntrypointIsNoInit(), """
            FROM a:1
            ENTRYPOINT ["tini", "-p", "SIGTERM", "--", "/opt/program/serve", "-x"]
            """)).Fix,
        StringComparison.Ordinal);
}
