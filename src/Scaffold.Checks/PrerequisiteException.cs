namespace Scaffold.Checks;

/// <summary>A check cannot judge because what it builds on is missing; the verifier reports it as skipped.</summary>
/// <param name="checkId">The check that reports the real fault; null when nothing is wrong, only not declared.</param>
public sealed class PrerequisiteException(string? checkId, string message, string? enable = null) : Exception(message)
{
    public string? CheckId { get; } = checkId;

    /// <summary>What would let the check run.</summary>
    public string? Enable { get; } = enable;
}
