using Scaffold.Checks.Bases;
using Scaffold.Engine;

namespace Scaffold.Cli.Regenerating;

/// <summary>What <c>regenerate</c> was asked for, for each repository alike.</summary>
internal sealed record RegenerateRequest
{
    /// <summary>Parameters to change, by name.</summary>
    public IReadOnlyDictionary<string, string> Changes { get; init; } = new Dictionary<string, string>();

    /// <summary>The repositories were made by hand, and are to become ours.</summary>
    public bool Adopt { get; init; }

    /// <summary>Nothing is written.</summary>
    public bool Preview { get; init; }

    /// <summary>The diff of each file is shown.</summary>
    public bool Diff { get; init; }

    public bool AllowDirty { get; init; }

    /// <summary>The result must pass verify before it is written.</summary>
    public bool Verify { get; init; }

    public EngineKind Engine { get; init; }

    /// <summary>Moves pinned base images; null to leave them.</summary>
    public BaseMoves? Bases { get; init; }
}
