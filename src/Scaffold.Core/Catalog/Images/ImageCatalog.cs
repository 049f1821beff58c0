namespace Scaffold.Core.Catalog.Images;

/// <summary>AWS's prebuilt images: which there are, and where.</summary>
public static class ImageCatalog
{
    private static readonly string[] Sections = ["frameworks", "outsideSdk", "upstream", "standsOn"];

    /// <summary>Every region of every partition, whether or not it holds images.</summary>
    public static IReadOnlyList<string> Regions => Partitions.Regions;

    /// <summary>Names that <see cref="Resolve"/> takes, in the order of the file.</summary>
    public static IReadOnlyList<string> Frameworks => [.. CatalogFile.Section("frameworks").EnumerateObject().Select(entry => entry.Name)];

    /// <summary>The day the facts are of.</summary>
    public static string AsOf => CatalogFile.Section("asOf").GetString()!;

    /// <exception cref="Problems.UserErrorException">There is no such image: SM020 to SM033.</exception>
    public static ResolvedImage Resolve(ImageRequest request) => ImageResolver.Resolve(request);

    /// <summary>The account that holds the image, for every region that has it; the request's own region does not matter.</summary>
    /// <exception cref="Problems.UserErrorException">There is no such image in any region.</exception>
    public static IReadOnlyDictionary<string, string> Accounts(ImageRequest request) => Registry.ByRegion(ImageResolver.Choose(request).Registry);

    /// <summary>The image in every region that has it; the request's own region does not matter.</summary>
    /// <exception cref="Problems.UserErrorException">There is no such image in any region.</exception>
    public static IReadOnlyList<ResolvedImage> ResolveEverywhere(ImageRequest request) =>
        [.. Accounts(request).Keys.Select(region => Resolve(request with { Region = region }))];

    /// <summary>Such as <c>ecr.cn-north-1.amazonaws.com.cn</c>; null for what cannot be a region.</summary>
    public static string? HostOf(string region) => Partitions.HostOf(region);

    /// <summary>Until when AWS patches an image of its own; null for images of others, and where no source says it.</summary>
    /// <param name="host">Such as <c>763104351884.dkr.ecr.eu-west-1.amazonaws.com</c>.</param>
    public static DateOnly? EndOfPatching(string host, string repository, string tag) =>
        host.Contains(".dkr.ecr", StringComparison.Ordinal) && host.Contains(".amazonaws.com", StringComparison.Ordinal) ? new KnownTags(repository).EndOfPatchingOf(tag) : null;

    /// <summary>AWS's images, a family per framework and scope.</summary>
    /// <param name="framework">Null for all.</param>
    public static IReadOnlyList<ImageFamily> Families(string? framework) => [.. ImageListing.Families(framework)];

    /// <summary>Public images of the frameworks themselves.</summary>
    public static IReadOnlyList<PublicImage> PublicImages(string? framework) => [.. ImageListing.Public(framework)];

    /// <summary>AWS's images that the SDK does not resolve.</summary>
    public static IReadOnlyList<ListedImage> OtherImages(string? framework) => [.. ImageListing.Others(framework)];

    /// <summary>Every name that something is listed under.</summary>
    public static IReadOnlyList<string> Names =>
        [.. Sections.SelectMany(section => CatalogFile.Section(section).EnumerateObject().Select(entry => entry.Name)).Distinct()];
}
