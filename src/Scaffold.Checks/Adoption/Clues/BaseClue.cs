using System.Text.RegularExpressions;
using Scaffold.Checks.Dockerfiles;
using Scaffold.Core.Catalog;

namespace Scaffold.Checks.Adoption.Clues;

/// <summary>What the image is built on: the framework's public image, AWS's, or another.</summary>
internal static partial class BaseClue
{
    /// <param name="framework">The one that was recognised, on the device that was.</param>
    public static IEnumerable<Proposal> In(Evidence evidence, Framework framework)
    {
        if (evidence.Files.Stage is not { } stage || stage.BaseImage is "" or "scratch")
            yield break;
        var (image, where) = (stage.BaseImage, evidence.Files.Dockerfile.At(stage.Chain[0].From));
        if (image.Contains('$', StringComparison.Ordinal))
            yield break;
        if (Aws().Match(image) is { Success: true } match)
        {
            yield return new("base", "sagemaker", $"is FROM {image}", where);
            yield return new("region", match.Groups[1].Value, $"is FROM {image}", where);
        }
        else if (WithoutTag(image) == WithoutTag(framework.Image.Name))
        {
            yield return new("base", "framework", $"is FROM {image}", where);
        }
        yield return new("base-image", image, $"is FROM {image}", where);
    }

    private static string WithoutTag(string image) => ImagePath.Name(image) is var name && name.IndexOfAny([':', '@']) is var at and > 0 ? image[..^(name.Length - at)] : image;

    [GeneratedRegex(@"^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/(?:pytorch|tensorflow|huggingface|mxnet|sagemaker-)")]
    private static partial Regex Aws();
}
