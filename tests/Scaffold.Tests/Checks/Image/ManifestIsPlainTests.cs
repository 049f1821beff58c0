using Scaffold.Checks;
using Scaffold.Checks.Image;
using Scaffold.Engine;

namespace Scaffold.Tests.Checks.Image;

public class ManifestIsPlainTests
{
    private static readonly ImageConfig Config = new("", "linux", "amd64", 1);

    [Theory]
    [InlineData("application/vnd.docker.distribution.manifest.v2+json", Profile.Default, Outcome.Pass)]
    [InlineData("application/vnd.oci.image.index.v1+json", Profile.Default, Outcome.Fail)]
    [InlineData("application/vnd.oci.image.manifest.v1+json", Profile.Serve, Outcome.Fail)]
    [InlineData("application/vnd.docker.distribution.manifest.list.v2+json", Profile.Serve, Outcome.Fail)]
    [InlineData("application/vnd.oci.image.index.v1+json", Profile.Train, Outcome.Warn)]
    public async Task Judges_what_a_push_would_send(string type, Profile profiles, Outcome expected)
    {
        ImageInMemory image = new(Config) { Manifest = new(type, "containerd") };

        Assert.Equal(expected, (await new ManifestIsPlain().RunAsync(image.Subject(profiles), TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task Is_skipped_with_the_command_that_shows_it_where_the_engine_does_not_tell()
    {
        var finding = await new ManifestIsPlain().RunAsync(new ImageInMemory(Config).Subject(), TestContext.Current.CancellationToken);

        Assert.Equal(Outcome.Skip, finding.Outcome);
        Assert.Contains("imagetools inspect", finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_the_repository_s_own_commands_whatever_the_engine_says()
    {
        ImageInMemory engine = new(Config) { Manifest = new(ImageManifest.DockerSchema2, "overlay2") };
        using var repository = new Repository("FROM a:1") { Engine = engine }.With(".github/workflows/push.yml", "steps:\n  - run: docker buildx build --push .");

        var finding = await repository.JudgeAsync(new ManifestIsPlain(), "image");

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Equal([new(".github/workflows/push.yml", 2)], finding.Places);
    }
}
