using Scaffold.Checks.Verification.Reuse;

namespace Scaffold.Checks.Verification;

/// <summary>What to verify, and how much of it.</summary>
public sealed record VerifyRequest
{
    /// <summary>The repository to build; null when <see cref="Image"/> is given.</summary>
    public string? Directory { get; init; }

    /// <summary>An image at hand, whoever made it.</summary>
    public string? Image { get; init; }

    /// <summary>A verify.json, or the folder that may hold one; null for none.</summary>
    public string? SamplesPath { get; init; }

    /// <summary>What was declared besides; it goes before that file.</summary>
    public SampleArguments Arguments { get; init; } = new();

    /// <summary>Such as <c>linux/amd64</c>; null for the engine's own.</summary>
    public string? Platform { get; init; }

    /// <summary>Name to leave the built image under; null to remove it at the end.</summary>
    public string? Tag { get; init; }

    /// <summary>The builder that <c>docker buildx</c> gives the build to; null for the engine itself.</summary>
    public string? Builder { get; init; }

    /// <summary>IDs of the checks to run; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>IDs of checks not to run.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];

    /// <summary>The uses that are judged, and no others; null for what verify.json, container.json and the image itself say.</summary>
    public Profile? Profiles { get; init; }

    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>Where evidence of earlier runs is taken from and left; null to judge everything anew.</summary>
    public EvidenceCache? Evidence { get; init; }
}
