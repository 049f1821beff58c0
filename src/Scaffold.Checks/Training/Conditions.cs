namespace Scaffold.Checks.Training;

/// <summary>Comforts that SageMaker does not give a training container; the normal run has none of them.</summary>
internal sealed record Conditions(bool Network = false, bool WritableChannels = false, bool LargeSharedMemory = false)
{
    /// <summary>No network, read-only channels, 64 MB of shared memory (TRN-18, FS-09, FS-22).</summary>
    public static Conditions Strict { get; } = new();

    public static Conditions Relaxed { get; } = new(true, true, true);
}
