namespace Scaffold.Core.Catalog.Images;

/// <summary>A public image of a framework's own makers, or of what they build on.</summary>
/// <param name="Device">Such as <c>cpu</c>, <c>gpu-runtime</c>, <c>cpu-serving</c>.</param>
/// <param name="Tags">In the order of the source, the newest last as a rule.</param>
public sealed record PublicImage(string Framework, string Image, string Device, IReadOnlyList<string> Tags, string? Note);
