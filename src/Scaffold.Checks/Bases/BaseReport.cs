using Scaffold.Engine.Registry;

namespace Scaffold.Checks.Bases;

/// <summary>What became known of a base.</summary>
/// <param name="File">The Dockerfile, as it was named.</param>
/// <param name="Digest">That the tag names now; null where nobody said.</param>
public sealed record BaseReport(string File, BaseLine Line, BaseState State, string? Digest)
{
    /// <summary>Why it is gone, unreachable or unknown.</summary>
    public string? Reason { get; init; }

    public string? Fix { get; init; }

    /// <summary>Until when AWS patches it; null for images of others.</summary>
    public DateOnly? EndOfPatching { get; init; }

    public bool IsPastEnd { get; init; }

    /// <summary>Of the image that the Dockerfile has; null where it has no digest or the registry does not tell.</summary>
    public ImageFacts? Then { get; init; }

    /// <summary>Of the image that the tag names.</summary>
    public ImageFacts? Now { get; init; }

    /// <summary>Its digest can be written, and is not what the Dockerfile has.</summary>
    public bool CanBePinned => this is { Digest: not null, Line.WhyNot: null, State: BaseState.Moved or BaseState.Unpinned };

    /// <summary>Somebody should look at it.</summary>
    public bool IsOutdated => State is BaseState.Moved or BaseState.Gone || IsPastEnd;
}
