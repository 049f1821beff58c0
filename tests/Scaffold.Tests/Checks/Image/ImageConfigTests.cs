using Scaffold.Checks;
using Scaffold.Checks.Image;
using Scaffold.Engine;

namespace Scaffold.Tests.Checks.Image;

/// <summary>Checks that read the configuration of an image, and C-14, which lists a folder of it.</summary>
public class ImageConfigTests
{
    private static readonly ImageConfig Config = new("", "linux", "amd64", 1_000);

    private static async Task<Finding> Judge(ICheck check, ImageConfig config) => await check.RunAsync(new ImageInMemory(config).Subject(), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("", Outcome.Pass)]
    [InlineData("root", Outcome.Pass)]
    [InlineData("0:0", Outcome.Pass)]
    [InlineData("1000", Outcome.Fail)]
    [InlineData("app:root", Outcome.Fail)]
    public async Task C20_the_user_is_root(string user, Outcome expected) =>
        Assert.Equal(expected, (await Judge(new ImageRunsAsRoot(), Config with { User = user })).Outcome);

    [Theory]
    [InlineData("linux", "amd64", Outcome.Pass)]
    [InlineData("linux", "arm64", Outcome.Fail)]
    [InlineData("windows", "amd64", Outcome.Fail)]
    public async Task C21_the_platform_is_linux_amd64(string os, string architecture, Outcome expected)
    {
        var finding = await Judge(new ImageIsLinuxAmd64(), Config with { Os = os, Architecture = architecture });

        Assert.Equal(expected, finding.Outcome);
        Assert.Contains($"{os}/{architecture}", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10_737_418_240, Outcome.Pass)]
    [InlineData(10_737_418_241, Outcome.Warn)]
    public async Task C25_the_size_is_within_serverless(long size, Outcome expected)
    {
        var finding = await Judge(new ImageFitsServerless(), Config with { Size = size });

        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(size, (long)finding.Measured["bytes"]!);
    }

    [Fact]
    public async Task C25_fails_where_serverless_is_declared()
    {
        var subject = new ImageInMemory(Config with { Size = 10_737_418_241 }).Subject(Profile.Serve | Profile.Serverless);

        Assert.Equal(Outcome.Fail, (await new ImageFitsServerless().RunAsync(subject, TestContext.Current.CancellationToken)).Outcome);
    }

    [Theory]
    [InlineData("/data", Outcome.Pass)]
    [InlineData("/opt/mlx", Outcome.Pass)]
    [InlineData("/opt/ml", Outcome.Fail)]
    [InlineData("/opt/ml/model/", Outcome.Fail)]
    public async Task C26_no_volume_is_under_opt_ml(string volume, Outcome expected) =>
        Assert.Equal(expected, (await Judge(new NoVolumeUnderOptMl(), Config with { Volumes = [volume] })).Outcome);

    [Theory]
    [InlineData("/opt/program/train", Outcome.Pass)]
    [InlineData("/opt/ml/code/train.py", Outcome.Pass)]
    [InlineData("/opt/ml/model/m.bin", Outcome.Fail)]
    [InlineData("/opt/ml/code.txt", Outcome.Fail)]
    public async Task C14_opt_ml_holds_only_code(string path, Outcome expected) =>
        Assert.Equal(expected, (await new OptMlHoldsOnlyCode().RunAsync(new ImageInMemory(Config).With(path).Subject(), TestContext.Current.CancellationToken)).Outcome);
}
