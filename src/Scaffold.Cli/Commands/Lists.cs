namespace Scaffold.Cli.Commands;

/// <summary>Values of an option that takes several, apart or with commas between them.</summary>
internal static class Lists
{
    public static IReadOnlyList<string> Split(string[]? values) =>
        [.. (values ?? []).SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
