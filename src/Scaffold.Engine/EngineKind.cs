namespace Scaffold.Engine;

/// <summary>What <c>--engine</c> asks for.</summary>
public enum EngineKind
{
    /// <summary>Docker when it answers, else processes.</summary>
    Auto,
    Docker,
    Process,
}
