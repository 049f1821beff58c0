namespace Scaffold.Checks.Budgets;

/// <summary>Limits that a team sets itself in verify.json; crossing one fails. Null for none.</summary>
public sealed record Budget
{
    /// <summary>Uncompressed, in units of 1 000 000 bytes.</summary>
    public double? ImageMegabytes { get; init; }

    /// <summary>From the start of a serving container to its first 200.</summary>
    public double? ColdStartSeconds { get; init; }

    /// <summary>The normal training run.</summary>
    public double? TrainSeconds { get; init; }

    public LatencyBudget? P99Milliseconds { get; init; }
}

/// <summary>How long 99 of 100 answers to the first sample may take.</summary>
/// <param name="Limit">In milliseconds.</param>
/// <param name="Concurrency">Requests under way at once.</param>
public sealed record LatencyBudget(double Limit, int Concurrency);
