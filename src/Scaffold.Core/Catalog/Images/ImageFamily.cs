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
