namespace Scaffold.Core.Catalog.Images;

/// <summary>The images of one framework for one scope, as <c>images list</c> shows them.</summary>
/// <param name="Devices">Processors it is there for, as tags write them; none where one image serves all.</param>
/// <param name="Versions">Oldest first.</param>
public sealed record ImageFamily(string Framework, string? Scope, string Status, IReadOnlyList<string> Devices, IReadOnlyList<ImageVersion> Versions)
{
    public ImageVersion Newest => Versions[^1];

    /// <summary>What a source says of newer images than the SDK's, if one does.</summary>
    public required string? Remark { get; init; }

    /// <summary>What AWS's lists have of the same repository beyond the newest version; the SDK does not resolve them.</summary>
    public required IReadOnlyList<string> NewerTags { get; init; }
}

/// <summary>One version of a framework's images.</summary>
/// <param name="Repositories">More than one where the base framework or the Python version chooses.</param>
/// <param name="Builds">Such as <c>gpu py312 cu124 ubuntu22.04</c>, where a list of tags tells.</param>
public sealed record ImageVersion(
    string Version, IReadOnlyList<string> Aliases, IReadOnlyList<string> Bases, IReadOnlyList<string> Repositories,
    IReadOnlyList<string> Pythons, IReadOnlyList<string> Builds, DateOnly? EndOfPatching)
{
    public IReadOnlyList<string> Cuda => [.. Builds.SelectMany(build => build.Split(' ')).Where(word => word.StartsWith("cu", StringComparison.Ordinal)).Distinct()];
}

/// <summary>A public image of a framework's own makers, or of what they build on.</summary>
/// <param name="Device">Such as <c>cpu</c>, <c>gpu-runtime</c>, <c>cpu-serving</c>.</param>
/// <param name="Tags">In the order of the source, the newest last as a rule.</param>
public sealed record PublicImage(string Framework, string Image, string Device, IReadOnlyList<string> Tags, string? Note);

/// <summary>An image of AWS that the SDK has no entry for; it is found by its tags.</summary>
public sealed record ListedImage(string Name, string Status, string Repository, IReadOnlyList<string> Scopes, string? Newest, IReadOnlyList<string> Tags);
