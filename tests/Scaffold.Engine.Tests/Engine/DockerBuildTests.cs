using Scaffold.Engine;

namespace Scaffold.Tests.Engine;

public sealed class DockerBuildTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [EngineFact]
    public async Task A_failure_names_the_step_and_shows_its_last_lines()
    {
        var failed = await FailAsync("FROM python:3.13-slim-trixie AS base\nRUN echo fine\nRUN for i in $(seq 1 50); do echo line $i; done; sleep 0.5; echo broken >&2; exit 9\n");

        Assert.Contains("RUN for i in", failed.Step, StringComparison.Ordinal);
        Assert.InRange(failed.LogTail.Count, 3, 20);
        Assert.Contains("broken", failed.LogTail);
        Assert.Contains("exit code: 9", failed.LogTail[^1], StringComparison.Ordinal);
        Assert.StartsWith("docker build ", failed.Command, StringComparison.Ordinal);
    }

    [EngineTheory]
    [InlineData("FRM debian\n", "unknown instruction: FRM")]
    [InlineData("FROM python:3.13-slim-trixie\nCOPY nothing /\n", "COPY nothing")]
    [InlineData("FROM 127.0.0.1:1/no/such:image\n", "127.0.0.1:1/no/such")]
    public async Task A_failure_without_a_run_says_what_the_builder_said(string dockerfile, string words)
    {
        var failed = await FailAsync(dockerfile);

        Assert.Contains(words, failed.Step, StringComparison.Ordinal);
        Assert.NotEmpty(failed.LogTail);
    }

    [EngineFact]
    public async Task Reports_lines_while_it_builds_and_takes_arguments()
    {
        var (engine, _) = await engines.GetAsync();
        using TemporaryFolder folder = new();
        folder.Write("Dockerfile", $"FROM python:3.13-slim-trixie\nARG WORD\nRUN echo said-$WORD-{Guid.NewGuid()}\nENV WORD=$WORD\n");
        Lines lines = new();

        var outcome = await engine.BuildAsync(new(folder.Path) { Arguments = new Dictionary<string, string> { ["WORD"] = "hello" } }, lines, Ct);

        var built = Assert.IsType<BuildOutcome.Built>(outcome);
        Assert.Equal("hello", (await engine.InspectAsync(built.Image, Ct))!.Environment["WORD"]);
        Assert.Contains(lines.All, line => line.Contains("said-hello-", StringComparison.Ordinal));
    }

    private async Task<BuildOutcome.Failed> FailAsync(string dockerfile)
    {
        var (engine, _) = await engines.GetAsync();
        using TemporaryFolder folder = new();
        folder.Write("Dockerfile", dockerfile);
        return Assert.IsType<BuildOutcome.Failed>(await engine.BuildAsync(new(folder.Path), new Lines(), Ct));
    }

    private sealed class Lines : IProgress<string>
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public IEnumerable<string> All => _lines;

        public void Report(string value) => _lines.Enqueue(value);
    }
}
