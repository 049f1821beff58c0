using Scaffold.Checks;
using Scaffold.Checks.Budgets;
using Scaffold.Checks.Verification.Reuse;
using Scaffold.Engine;

namespace Scaffold.Tests.Verify.Reuse;

/// <summary>Whatever an outcome may depend on changes the key.</summary>
public sealed class EvidenceKeyTests
{
    private static readonly ImageConfig Image = new("sha256:1", "linux", "amd64", 100) { LayerDigests = ["sha256:a"] };

    private static readonly SampleRequest Request = new("rows.csv", "1"u8.ToArray(), "text/csv", null, null);

    private static readonly Samples Given = new() { Channels = new Dictionary<string, IReadOnlyList<FolderFile>> { ["train"] = [FolderFile.Text("a.csv", "1")] }, Requests = [Request] };

    /// <summary>By the name of the property that differs.</summary>
    public static readonly Dictionary<string, Samples> OtherSamples = new()
    {
        [nameof(Samples.Profiles)] = Given with { Profiles = Profile.Train },
        [nameof(Samples.Environment)] = Given with { Environment = new Dictionary<string, string> { ["A"] = "1" } },
        [nameof(Samples.Channels)] = Given with { Channels = new Dictionary<string, IReadOnlyList<FolderFile>> { ["train"] = [FolderFile.Text("a.csv", "2")] } },
        [nameof(Samples.Hyperparameters)] = Given with { Hyperparameters = new Dictionary<string, string> { ["epochs"] = "1" } },
        [nameof(Samples.LongHyperparameters)] = Given with { LongHyperparameters = new Dictionary<string, string> { ["epochs"] = "1" } },
        [nameof(Samples.Requests)] = Given with { Requests = [] },
        [nameof(Samples.Pipe)] = Given with { Pipe = ["train"] },
        [nameof(Samples.Metrics)] = Given with { Metrics = [new("loss", new("loss=(.*)"))] },
        [nameof(Samples.Messages)] = Given with { Messages = [new("hello", "1"u8.ToArray(), IsText: true)] },
        [nameof(Samples.Processing)] = Given with { Processing = new() },
        [nameof(Samples.Hosts)] = Given with { Hosts = new() { Count = 3 } },
        [nameof(Samples.MemoryMegabytes)] = Given with { MemoryMegabytes = 512 },
        [nameof(Samples.Model)] = Given with { Model = [] },
        [nameof(Samples.Budget)] = Given with { Budget = new() { P99Milliseconds = new LatencyBudget(1, 2) } },
    };

    public static readonly Dictionary<string, SampleRequest> OtherRequests = new()
    {
        [nameof(SampleRequest.Name)] = Request with { Name = "other" },
        [nameof(SampleRequest.Body)] = Request with { Body = "2"u8.ToArray() },
        [nameof(SampleRequest.ContentType)] = Request with { ContentType = "text/plain" },
        [nameof(SampleRequest.Accept)] = Request with { Accept = "" },
        [nameof(SampleRequest.Expected)] = Request with { Expected = ReadOnlyMemory<byte>.Empty },
        [nameof(SampleRequest.Tolerance)] = Request with { Tolerance = 0.1 },
        [nameof(SampleRequest.Streams)] = Request with { Streams = true },
    };

    public static readonly Dictionary<string, ImageConfig> OtherImages = new()
    {
        [nameof(ImageConfig.Os)] = Image with { Os = "windows" },
        [nameof(ImageConfig.Architecture)] = Image with { Architecture = "arm64" },
        [nameof(ImageConfig.User)] = Image with { User = "root" },
        [nameof(ImageConfig.WorkingDirectory)] = Image with { WorkingDirectory = "/" },
        [nameof(ImageConfig.Entrypoint)] = Image with { Entrypoint = ["train"] },
        [nameof(ImageConfig.Command)] = Image with { Command = ["train"] },
        [nameof(ImageConfig.Environment)] = Image with { Environment = new Dictionary<string, string> { ["A"] = "1" } },
        [nameof(ImageConfig.Labels)] = Image with { Labels = new Dictionary<string, string> { ["A"] = "1" } },
        [nameof(ImageConfig.Volumes)] = Image with { Volumes = ["/opt"] },
        [nameof(ImageConfig.ExposedPorts)] = Image with { ExposedPorts = ["8080"] },
        [nameof(ImageConfig.StopSignal)] = Image with { StopSignal = "SIGINT" },
        [nameof(ImageConfig.LayerDigests)] = Image with { LayerDigests = ["sha256:b"] },
    };

    [Fact]
    public void Each_difference_is_another_key()
    {
        List<string> keys =
        [
            Key(Given, Image),
            EvidenceKey.Of("process", Given, Limits.Default, [(Profile.Default, Image)]),
            EvidenceKey.Of("docker", Given, Limits.Default with { Startup = TimeSpan.FromSeconds(1) }, [(Profile.Default, Image)]),
            EvidenceKey.Of("docker", Given, Limits.Default, [(Profile.Train, Image)]),
            EvidenceKey.Of("docker", Given, Limits.Default, [(Profile.Default, Image), (Profile.Default, Image)]),
            .. OtherSamples.Values.Select(samples => Key(samples, Image)),
            .. OtherRequests.Values.Select(request => Key(Given with { Requests = [request] }, Image)),
            .. OtherImages.Values.Select(image => Key(Given, image)),
        ];

        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    [Fact]
    public void An_image_built_again_with_equal_layers_is_the_same()
    {
        Assert.Equal(Key(Given, Image), Key(Given, Image with { Id = "sha256:2" }));
        Assert.NotEqual(Key(Given, Image with { LayerDigests = [] }), Key(Given, Image with { LayerDigests = [], Id = "sha256:2" }));
    }

    /// <summary>Whoever gives these types another property says here what becomes of the key.</summary>
    [Fact]
    public void No_property_is_forgotten()
    {
        Assert.Equal(PropertiesOf<Samples>(), OtherSamples.Keys.Order());
        Assert.Equal(PropertiesOf<SampleRequest>(), OtherRequests.Keys.Order());
        Assert.Equal(PropertiesOf<ImageConfig>().Except([nameof(ImageConfig.Id), nameof(ImageConfig.Size)]), OtherImages.Keys.Order());
        Assert.All(typeof(Limits).GetProperties(), property => Assert.True(property.Name is nameof(Limits.Default) || property.PropertyType.IsPrimitive || property.PropertyType == typeof(TimeSpan), property.Name));
    }

    private static string Key(Samples samples, ImageConfig image) => EvidenceKey.Of("docker", samples, Limits.Default, [(Profile.Default, image)]);

    private static IEnumerable<string> PropertiesOf<T>() => typeof(T).GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public).Select(property => property.Name).Order();
}
