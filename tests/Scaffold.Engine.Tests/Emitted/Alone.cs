namespace Scaffold.Tests.Emitted;

/// <summary>Tests that measure time, or count what the engine holds: no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
