using System.Runtime.CompilerServices;

namespace Scaffold.Tests.Registry;

/// <summary>A test that needs the lab's engine and the registry that the lab installs; skipped elsewhere.</summary>
public sealed class RegistryFactAttribute : FactAttribute
{
    public RegistryFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = EngineUnderTest.WhySkip ?? (LocalRegistry.Program is null ? "The engine is not the lab's, so there is no docker-registry." : null);
}
