using System.Text.Json;
using Scaffold.Core.Catalog.Images;

namespace Scaffold.Tests.Images;

/// <summary>What content/catalog/images.json must hold for the resolver to be right.</summary>
public class ImageFactsTests
{
    private static readonly JsonElement Facts = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "content/catalog/images.json"))).RootElement;

    private static IEnumerable<(string Framework, JsonElement Section)> Sections =>
        Facts.GetProperty("frameworks").EnumerateObject().SelectMany(config => config.Value.GetProperty("scopes").EnumerateObject(), (config, scope) => (config.Name, scope.Value));

    [Fact]
    public void Every_region_of_a_registry_is_in_one_partition_and_has_one_account()
    {
        foreach (var registry in Facts.GetProperty("registries").EnumerateObject())
        {
            var regions = registry.Value.EnumerateObject().SelectMany(account => account.Value.GetString()!.Split(' ')).ToList();

            Assert.Equal(regions.Count, regions.Distinct().Count());
            Assert.All(regions, region => Assert.Contains(region, ImageCatalog.Regions));
            Assert.All(registry.Value.EnumerateObject(), account => Assert.Matches("^[0-9]{12}$", account.Name));
        }
    }

    [Fact]
    public void Every_entry_names_a_registry_and_a_repository_that_can_be_one()
    {
        var entries = Sections.SelectMany(section => section.Section.GetProperty("versions").EnumerateObject().SelectMany(version => Entries(version.Value))).ToList();

        Assert.InRange(entries.Count, 450, 1000);
        Assert.All(entries, entry =>
        {
            Assert.True(Facts.GetProperty("registries").TryGetProperty(entry.GetProperty("registries").GetString()!, out _));
            Assert.Matches("^[a-z0-9][a-z0-9-]*$", entry.GetProperty("repository").GetString()!);
        });
    }

    [Fact]
    public void Every_alias_stands_for_a_version_that_is_there()
    {
        foreach (var (framework, section) in Sections.Where(entry => entry.Section.TryGetProperty("aliases", out _)))
        {
            foreach (var alias in section.GetProperty("aliases").EnumerateObject())
                Assert.True(section.GetProperty("versions").TryGetProperty(alias.Value.GetString()!, out _), $"{framework} {alias.Name}");
        }
    }

    [Theory]
    [InlineData("tensorflow")]
    [InlineData("pytorch")]
    [InlineData("mxnet")]
    [InlineData("chainer")]
    [InlineData("sklearn")]
    [InlineData("xgboost")]
    [InlineData("spark")]
    [InlineData("sparkml-serving")]
    [InlineData("huggingface")]
    public void The_frameworks_of_the_generator_have_images_of_AWS_and_public_ones(string framework)
    {
        var families = ImageCatalog.Families(framework);

        Assert.NotEmpty(families);
        Assert.All(families, family => Assert.NotEmpty(family.Versions));
        Assert.NotEmpty(ImageCatalog.PublicImages(framework));
    }

    [Theory]
    [InlineData("mlnet")]
    [InlineData("onnx")]
    [InlineData("torchsharp")]
    public void The_frameworks_of_CSharp_stand_on_the_images_of_dotnet(string framework) =>
        Assert.Contains(ImageCatalog.PublicImages(framework), image => image.Image.EndsWith("/dotnet/aspnet", StringComparison.Ordinal) && image.Tags.Contains("10.0-noble"));

    [Fact]
    public void Retired_frameworks_stay_with_their_last_version()
    {
        Assert.Equal(["1.9.0", "1.9.0", "1.7.0"], ImageCatalog.Families("mxnet").Select(family => family.Newest.Version));
        Assert.Equal("5.0.0", Assert.Single(ImageCatalog.Families("chainer")).Newest.Version);
        Assert.All(ImageCatalog.Families("mxnet").Concat(ImageCatalog.Families("chainer")), family => Assert.Equal("retired", family.Status));
    }

    private static IEnumerable<JsonElement> Entries(JsonElement version) =>
        version.TryGetProperty("byBase", out var parts) || version.TryGetProperty("byPython", out parts) ? parts.EnumerateObject().Select(part => part.Value) : [version];
}
