using System.Runtime.CompilerServices;
using Scaffold.Engine;

namespace Scaffold.Tests;

/// <summary>A test that needs a Docker engine: skipped with the probe's reason where none answers, failing there when SCAFFOLD_ENGINE is <c>required</c>.</summary>
public sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = EngineUnderTest.WhySkip;
}

/// <summary>As <see cref="EngineFactAttribute"/>, with data.</summary>
public sealed class EngineTheoryAttribute : TheoryAttribute
{
    public EngineTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = EngineUnderTest.WhySkip;
}

/// <summary>The Docker engine that the tests use.</summary>
internal static class EngineUnderTest
{
    private static readonly Lazy<EngineProbe> Lazy = new(() => EngineProbe.RunAsync(CancellationToken.None).GetAwaiter().GetResult());

    public static EngineProbe Probe => Lazy.Value;

    public static string? WhySkip => Environment.GetEnvironmentVariable("SCAFFOLD_ENGINE") == "required" || Probe.Docker is not null
        ? null
        : "No Docker engine: " + string.Join("; ", Probe.Tried);

    public static Task<IEngine> CreateAsync() => Probe.CreateAsync(EngineKind.Docker, CancellationToken.None);
}
