namespace Scaffold.Checks;

/// <summary>How long things may take and how large they may be before a check gives up on them.</summary>
public sealed record Limits
{
    public static Limits Default { get; } = new();

    /// <summary>One training run; ours, the platform's is a day (TRN-15).</summary>
    public TimeSpan Training { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>From the start of a serving container to its first 200 (INF-13).</summary>
    public TimeSpan Startup { get; init; } = TimeSpan.FromSeconds(480);

    /// <summary>An answer to /ping (INF-12).</summary>
    public TimeSpan Ping { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>An answer to /invocations (INF-21).</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An image, uncompressed (SLS-01).</summary>
    public long Image { get; init; } = 10_737_418_240;

    /// <summary>From SIGTERM to SIGKILL in training (TRN-13).</summary>
    public TimeSpan TrainingStop { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>From SIGTERM to SIGKILL in hosting (INF-06).</summary>
    public TimeSpan ServerStop { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>By how much the second host of a job starts later than the first; ours (FS-07).</summary>
    public TimeSpan PeerDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From the death of a host to the end of the others; ours, the platform documents none (DST-03).</summary>
    public TimeSpan PeerLoss { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>One processing job; ours, the platform's is a day (PRC-07).</summary>
    public TimeSpan Processing { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>From a signal to the end of a processing job; ours, the platform's is not documented.</summary>
    public TimeSpan ProcessingStop { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>A model file that is read into memory to be packed and compared; ours.</summary>
    public long ModelFile { get; init; } = 512L << 20;
}
