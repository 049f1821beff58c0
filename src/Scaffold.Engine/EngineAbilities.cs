namespace Scaffold.Engine;

/// <summary>What an engine can show; false means that checks which need it say skip.</summary>
/// <param name="Images">Image configuration and files.</param>
/// <param name="ReadOnlyMounts">Folders mounted read-only, also for root.</param>
/// <param name="Networks">No network at all, or one with no way out.</param>
/// <param name="Init">An init as process 1.</param>
public sealed record EngineAbilities(bool Images, bool ReadOnlyMounts, bool Networks, bool Init)
{
    public static EngineAbilities All { get; } = new(true, true, true, true);
    public static EngineAbilities None { get; } = new(false, false, false, false);
}
