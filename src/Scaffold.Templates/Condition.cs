namespace Scaffold.Templates;

/// <summary>Says a set of combinations in the template engine's words, naming only the parameters that matter.</summary>
internal static class Condition
{
    /// <param name="where">Indices of the combinations that are in the set.</param>
    public static string For(IReadOnlyList<IReadOnlyDictionary<string, string>> combinations, IReadOnlyList<int> where)
    {
        if (where.Count == combinations.Count)
            return "";

        var inside = where.ToHashSet();
        var names = combinations[0].Keys.ToList();
        foreach (var name in combinations[0].Keys)
        {
            List<string> without = [.. names.Where(other => other != name)];
            if (Separates(combinations, inside, without))
                names = without;
        }
        var cases = where.Select(index => Case(combinations[index], names)).Distinct().ToList();
        return cases.Count == 1 ? cases[0] : string.Join(" || ", cases.Select(one => $"({one})"));
    }

    private static string Case(IReadOnlyDictionary<string, string> combination, IReadOnlyList<string> names) =>
        string.Join(" && ", names.Select(name => $"{name} == \"{combination[name]}\""));

    // No combination outside looks like one inside when only these names are seen.
    private static bool Separates(IReadOnlyList<IReadOnlyDictionary<string, string>> combinations, HashSet<int> inside, IReadOnlyList<string> names)
    {
        var seen = inside.Select(index => Case(combinations[index], names)).ToHashSet();
        return !combinations.Where((combination, index) => !inside.Contains(index) && seen.Contains(Case(combination, names))).Any();
    }
}
