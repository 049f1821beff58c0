namespace Launcher.Python;

/// <summary>Where a text stops being JSON.</summary>
internal sealed class JsonFault(int line, int column, string what)
    : Exception($"line {line}, column {column}: not JSON: {what}");
