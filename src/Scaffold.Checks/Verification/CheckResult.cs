namespace Scaffold.Checks.Verification;

/// <summary>What one check came to.</summary>
/// <param name="Took">Its own time, without waiting for what it shares with others.</param>
public sealed record CheckResult(CheckInfo Info, Finding Finding, TimeSpan Took)
{
    /// <summary>Since the verification began.</summary>
    public TimeSpan From { get; init; }

    /// <summary>Since the verification began; later than <see cref="From"/> by more than <see cref="Took"/> where it waited.</summary>
    public TimeSpan To { get; init; }

    /// <summary>Where the evidence comes from when the check did not run this time; null when it did.</summary>
    public EarlierEvidence? Earlier { get; init; }
}

/// <summary>The verification that gained the evidence.</summary>
/// <param name="Began">In UTC.</param>
/// <param name="File">Its result, on this host.</param>
public sealed record EarlierEvidence(DateTimeOffset Began, string File);
