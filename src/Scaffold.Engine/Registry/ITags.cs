namespace Scaffold.Engine.Registry;

/// <summary>Who knows which image a tag names: a registry, or the engine of what it once pulled.</summary>
public interface ITags
{
    /// <summary>The image that a name's tag names now; of a name without a tag, whether its digest is there.</summary>
    Task<TagAnswer> FindAsync(ImageReference image, CancellationToken ct);

    /// <summary>Size, age and labels of an image for linux/amd64; null where that cannot be told.</summary>
    Task<ImageFacts?> DescribeAsync(ImageReference image, string digest, CancellationToken ct);
}
