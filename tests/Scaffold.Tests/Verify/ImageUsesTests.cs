using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Scaffold.Engine;
using Scaffold.Tests.Checks;

namespace Scaffold.Tests.Verify;

/// <summary>What an image is taken to be for, where nobody says so.</summary>
public sealed class ImageUsesTests
{
    private const string Label = "com.amazonaws.sagemaker.capabilities.";

    [Theory]
    [InlineData("train", Profile.Train)]
    [InlineData("serve", Profile.Serve)]
    [InlineData("train serve", Profile.Default)]
    [InlineData("", Profile.Default)]
    public async Task Programs_on_the_path_tell(string programs, Profile expected)
    {
        ImageInMemory image = new(new("id", "linux", "amd64", 1));
        foreach (var program in programs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            image.With($"/usr/bin/{program}", "#!/bin/sh");

        Assert.Equal(expected, await UsesAsync(image, new()));
    }

    [Fact]
    public async Task Of_an_entrypoint_only_what_is_declared_tells()
    {
        ImageInMemory image = new(new("id", "linux", "amd64", 1) { Entrypoint = ["/server"] });

        Assert.Equal(Profile.Serve, await UsesAsync(image, new() { Requests = [new("r", default, "text/csv", null, null)] }));
        Assert.Equal(Profile.Train, await UsesAsync(image, new() { Channels = new Dictionary<string, IReadOnlyList<FolderFile>>() }));
        Assert.Equal(Profile.Default, await UsesAsync(image, new()));
    }

    [Theory]
    [InlineData("true", Profile.Default | Profile.Pipeline | Profile.MultiModel)]
    [InlineData("false", Profile.Default)]
    public async Task Labels_claim_uses(string value, Profile expected)
    {
        ImageInMemory image = new(new("id", "linux", "amd64", 1) { Labels = new Dictionary<string, string> { [Label + "accept-bind-to-port"] = value, [Label + "multi-models"] = value } });

        Assert.Equal(expected, await UsesAsync(image, new()));
    }

    [Fact]
    public async Task A_request_that_streams_claims_streaming_where_there_is_a_server()
    {
        Samples samples = new() { Requests = [new("r", default, "text/csv", null, null) { Streams = true }] };

        Assert.Equal(Profile.Default | Profile.Streaming, await UsesAsync(new(new("id", "linux", "amd64", 1)), samples));
        Assert.Equal(Profile.Train, await UsesAsync(new ImageInMemory(new("id", "linux", "amd64", 1)).With("/usr/bin/train", "#!/bin/sh"), samples));
    }

    private static async Task<Profile> UsesAsync(ImageInMemory image, Samples samples)
    {
        await using Subject subject = new(image, samples, "image") { Image = "image" };
        await ImageUses.AskAsync(subject, known: false, TestContext.Current.CancellationToken);
        return subject.Profiles;
    }
}
