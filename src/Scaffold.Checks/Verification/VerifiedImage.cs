using Scaffold.Engine;

namespace Scaffold.Checks.Verification;

/// <summary>An image that was judged.</summary>
/// <param name="Stage">The stage of the Dockerfile; null for the last, or for an image without a Dockerfile.</param>
/// <param name="Size">Uncompressed, in bytes.</param>
/// <param name="Layers">The first step first.</param>
public sealed record VerifiedImage(string? Stage, string Id, long Size, IReadOnlyList<ImageLayer> Layers);
