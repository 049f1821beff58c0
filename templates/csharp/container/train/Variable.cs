namespace Launcher;

/// <summary>Environment variables; an empty one counts as none.</summary>
internal static class Variable
{
    public static string? Get(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
