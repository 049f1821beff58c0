using Scaffold.Core.Problems;
using Scaffold.Engine.Docker;

namespace Scaffold.Tests.Engine;

/// <summary>The docker command in the versions people have; scripts stand in for it where no build is started.</summary>
public sealed class DockerCliTests : IDisposable
{
    private static readonly DockerEndpoint Endpoint = new("unix:///var/run/docker.sock", "test");
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("github.com/docker/buildx v0.13.1 788433953af1", "buildx build --load --provenance=false --sbom=false")]
    [InlineData("github.com/docker/buildx 0.10.0+ds1 0.10.0+ds1-1", "buildx build --load --provenance=false --sbom=false")]
    [InlineData("github.com/docker/buildx v0.9.1", "buildx build --load")]
    public async Task Buildx_builds_one_plain_image(string version, string words) =>
        Assert.Equal(words, await WordsAsync($"echo '{version}'"));

    [Fact]
    public async Task Before_Docker_23_the_command_builds_by_itself() =>
        Assert.Equal("build", await WordsAsync("[ $1 = --version ] && echo 'Docker version 20.10.24+dfsg1, build 297e128'"));

    [Fact]
    public async Task A_command_without_buildx_is_refused_with_the_package_to_install()
    {
        var fault = await Assert.ThrowsAsync<UserErrorException>(() => WordsAsync("[ $1 = --version ] && echo 'Docker version 28.2.2, build e6534b4'"));

        Assert.Equal(("SM103", ExitCode.NoEngine), (fault.Problem.Code, fault.Problem.Exit));
        Assert.Contains("docker-buildx-plugin", fault.Problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_command_at_all_is_refused_as_well()
    {
        var fault = await Assert.ThrowsAsync<UserErrorException>(() => new DockerCli(Endpoint, "no-such-docker").BuildWordsAsync(TestContext.Current.CancellationToken));

        Assert.Contains("no docker command on PATH", fault.Problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void It_talks_to_the_very_engine_that_was_found()
    {
        var start = new DockerCli(Endpoint).Start([]);

        Assert.Equal(Endpoint.Host, start.Environment["DOCKER_HOST"]);
        Assert.False(start.Environment.ContainsKey("DOCKER_CONTEXT"));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> WordsAsync(string script)
    {
        _folder.Write("docker", $"#!/bin/sh\n{script}\n", executable: true);
        return string.Join(' ', await new DockerCli(Endpoint, Path.Combine(_folder.Path, "docker")).BuildWordsAsync(TestContext.Current.CancellationToken));
    }
}
