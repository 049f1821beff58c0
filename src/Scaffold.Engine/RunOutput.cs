namespace Scaffold.Engine;

/// <summary>What a command came to that was executed in a started container.</summary>
/// <param name="Lines">What it printed, the end of it where that is long.</param>
public sealed record RunOutput(int Code, IReadOnlyList<string> Lines);
