namespace Scaffold.Core.Catalog.Images;

/// <summary>An image of AWS: where it is and what the catalogue knows of it.</summary>
/// <param name="Host">Such as <c>ecr.eu-west-1.amazonaws.com</c>; the account goes before it.</param>
/// <param name="Tag">Empty for the one image that has none.</param>
public sealed record ResolvedImage(string Account, string Region, string Host, string Repository, string Tag)
{
    public string Uri => $"{Account}.dkr.{Host}/{Repository}{(Tag.Length > 0 ? ":" : "")}{Tag}";

    public required string Framework { get; init; }

    /// <summary>In full, where the request named an alias.</summary>
    public required string Version { get; init; }

    /// <summary>The one that was used, which need not be the one asked for.</summary>
    public required string? Scope { get; init; }

    /// <summary>As the tag writes it; null where tags do not name one.</summary>
    public required string? Processor { get; init; }

    public required string? Python { get; init; }

    /// <summary><c>active</c>, <c>listed</c>, <c>listed-only</c> or <c>retired</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Null where no source gives it.</summary>
    public required DateOnly? EndOfPatching { get; init; }

    /// <summary>Whether a published list of tags has this one; null where no list has the version.</summary>
    public required bool? Listed { get; init; }

    /// <summary>What was corrected or ignored, for people.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
