namespace Scaffold.Checks;

/// <summary>Every check, in the order of its ID; docs/checks.md is the same list for people.</summary>
public static class AllChecks
{
    public static IReadOnlyList<ICheck> InOrder { get; } =
    [
    ];
}
