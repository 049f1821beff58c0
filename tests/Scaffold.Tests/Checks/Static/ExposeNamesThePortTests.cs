using Scaffold.Checks;
using Scaffold.Checks.Static;

namespace Scaffold.Tests.Checks.Static;

public class ExposeNamesThePortTests
{
    [Theory]
    [InlineData("", Outcome.Pass)]
    [InlineData("EXPOSE 8080", Outcome.Pass)]
    [InlineData("EXPOSE 8080/tcp", Outcome.Pass)]
    [InlineData("EXPOSE 80 8000-9000", Outcome.Pass)]
    [InlineData("ENV P=8080\nEXPOSE $P", Outcome.Pass)]
    [InlineData("ARG P\nEXPOSE $P", Outcome.Pass)]
    [InlineData("EXPOSE 5000", Outcome.Warn)]
    [InlineData("EXPOSE 8080/udp", Outcome.Warn)]
    [InlineData("EXPOSE 80\nEXPOSE 8081", Outcome.Warn)]
    public async Task Judges_every_EXPOSE(string lines, Outcome expected) =>
        Assert.Equal(expected, (await Repository.JudgeAsync(new ExposeNamesThePort(), $"FROM a:1\n{lines}")).Outcome);

    [Fact]
    public async Task A_port_that_the_base_exposes_counts()
    {
        ImageInMemory engine = new(new("", "", "", 0)) { Others = { ["a:1"] = new("", "", "", 0) { ExposedPorts = ["80/tcp"] } } };
        using Repository repository = new("FROM a:1") { Engine = engine };

        Assert.Equal(Outcome.Warn, (await repository.JudgeAsync(new ExposeNamesThePort())).Outcome);
    }

    [Theory]
    [InlineData("8080/tcp", Outcome.Pass)]
    [InlineData("80/tcp", Outcome.Warn)]
    public async Task An_image_alone_is_judged_by_its_configuration(string port, Outcome expected)
    {
        ImageInMemory image = new(new("", "", "", 0) { ExposedPorts = [port] }) { History = [new($"EXPOSE [{port}]", 0)] };

        Assert.Equal(expected, (await new ExposeNamesThePort().RunAsync(image.Subject(), TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task A_HEALTHCHECK_is_mentioned_and_no_more()
    {
        var finding = await Repository.JudgeAsync(new ExposeNamesThePort(), "FROM a:1\nEXPOSE 8080\nHEALTHCHECK CMD true");

        Assert.Equal((Outcome.Pass, "EXPOSE 8080 names 8080. Its HEALTHCHECK is not used: SageMaker asks GET /ping."), (finding.Outcome, finding.Message));
    }
}
