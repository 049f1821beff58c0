using Scaffold.Engine.Docker;

namespace Scaffold.Tests.Engine;

public sealed class BuildLogTests
{
    [Fact]
    public void Names_the_step_that_failed_among_steps_that_run_side_by_side()
    {
        var log = Read("""
            #5 [build 2/3] RUN sleep 100
            #6 [stage-1 2/2] RUN pip install nothing
            #5 0.101 waiting
            #6 0.202 ERROR: No matching distribution found for nothing
            #6 ERROR: process "/bin/sh -c pip install nothing" did not complete successfully: exit code: 1
            #5 CANCELED
            ------
             > [stage-1 2/2] RUN pip install nothing:
            ERROR: failed to solve: process "/bin/sh -c pip install nothing" did not complete successfully: exit code: 1
            """);

        Assert.Equal("[stage-1 2/2] RUN pip install nothing", log.FailedStep);
        Assert.Equal(["ERROR: No matching distribution found for nothing", "ERROR: process \"/bin/sh -c pip install nothing\" did not complete successfully: exit code: 1"], log.Tail);
    }

    [Fact]
    public void Without_a_failed_step_the_builder_s_verdict_stands_in()
    {
        var log = Read("""
            #1 [internal] load build definition from Dockerfile
            #1 DONE 0.0s
            Dockerfile:1
            ERROR: failed to solve: dockerfile parse error on line 1: unknown instruction: FRM
            """);

        Assert.Equal("dockerfile parse error on line 1: unknown instruction: FRM", log.FailedStep);
    }

    [Theory]
    [InlineData("failed to solve with frontend dockerfile.v0: failed to read dockerfile: open Dockerfile: no such file", "failed to read dockerfile: open Dockerfile: no such file")]
    [InlineData("ERROR: failed to build: failed to solve: something", "failed to solve: something")]
    [InlineData("Cannot connect", "docker build")]
    public void Knows_the_words_of_older_and_newer_builders(string line, string step) => Assert.Equal(step, Read(line).FailedStep);

    [Theory]
    [InlineData("ERROR: no builder \"nosuch\" found")]
    [InlineData("""
        #0 building with "far" instance using remote driver
        #1 [internal] waiting for connection
        #1 ERROR: context deadline exceeded
        ERROR: context deadline exceeded
        """)]
    [InlineData("""
        #0 building with "pod" instance using docker-container driver
        #1 [internal] booting buildkit
        #1 pulling image moby/buildkit:buildx-stable-1 0.0s done
        #1 ERROR: Error response from daemon: no such host
        """)]
    public void Knows_a_builder_that_takes_no_work(string text) => Assert.True(Read(text).NeverBegan);

    [Fact]
    public void A_builder_that_read_the_Dockerfile_took_the_work() => Assert.False(Read("""
        #0 building with "far" instance using remote driver
        #1 [internal] load build definition from Dockerfile
        #1 DONE 0.0s
        ERROR: failed to solve: dockerfile parse error on line 1: unknown instruction: FRM
        """).NeverBegan);

    [Fact]
    public void Keeps_no_more_than_the_end_of_a_long_build()
    {
        var log = Read(string.Join('\n', Enumerable.Range(0, 100_000).Select(n => $"line {n}")));

        Assert.Equal("line 99999", log.Tail[^1]);
        Assert.Equal(20, log.Tail.Count);
    }

    private static BuildLog Read(string text)
    {
        BuildLog log = new();
        foreach (var line in text.Split('\n'))
            log.Add(line);
        return log;
    }
}
