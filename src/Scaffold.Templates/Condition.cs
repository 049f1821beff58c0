namespace Scaffold.Templates;

/// <summary>Says a set of combinations in the template engine's words: as few cases as are found, each naming only the parameters that matter.</summary>
internal sealed class Condition
{
    private readonly IReadOnlyList<string> _names;
    private readonly IReadOnlyList<IReadOnlyList<string>> _domains;
    private readonly IReadOnlyList<int[]> _digits; // of each combination: the index of each parameter's value in its domain
    private readonly int[] _strides; // of each parameter: how far apart combinations stand that differ in it by one

    /// <param name="combinations">Every combination that there is: the whole product of the choices, the last parameter changing fastest.</param>
    public Condition(IReadOnlyList<IReadOnlyDictionary<string, string>> combinations)
    {
        _names = [.. combinations[0].Keys];
        _domains = [.. _names.Select(name => combinations.Select(combination => combination[name]).Distinct().ToList())];
        _digits = [.. combinations.Select(combination => _names.Select((name, at) => _domains[at].ToList().IndexOf(combination[name])).ToArray())];
        _strides = new int[_domains.Count];
        for (int at = _domains.Count - 1, stride = 1; at >= 0; stride *= _domains[at].Count, at--)
            _strides[at] = stride;
    }

    /// <param name="where">Indices of the combinations that are in the set.</param>
    public string For(IReadOnlyCollection<int> where)
    {
        if (where.Count == _digits.Count)
            return "";
        var inside = where.ToHashSet();
        var uncovered = where.ToHashSet();
        List<string> cases = [];
        while (uncovered.Count > 0)
        {
            var box = Grow([.. _digits[uncovered.Min()].Select(digit => new HashSet<int> { digit })], inside);
            cases.Add(Text(box));
            uncovered.ExceptWith(Members(box));
        }
        return cases.Count is 1 ? cases[0] : string.Join(" || ", cases.Select(one => $"({one})"));
    }

    // Takes further values in as long as all that it then holds is in the set.
    private HashSet<int>[] Grow(HashSet<int>[] box, HashSet<int> inside)
    {
        for (var at = box.Length - 1; at >= 0; at--)
        {
            for (var value = 0; value < _domains[at].Count; value++)
            {
                HashSet<int>[] slab = [.. box];
                slab[at] = [value];
                if (!box[at].Contains(value) && Members(slab).All(inside.Contains))
                    box[at].Add(value);
            }
        }
        return box;
    }

    private IEnumerable<int> Members(HashSet<int>[] box) => box.Zip(_strides).Aggregate(
        (IEnumerable<int>)[0],
        (starts, axis) => starts.SelectMany(_ => axis.First, (start, digit) => start + digit * axis.Second));

    private string Text(HashSet<int>[] box) => string.Join(" && ",
        from at in Enumerable.Range(0, box.Length)
        where box[at].Count < _domains[at].Count
        select OneOf(_names[at], [.. box[at].Order().Select(value => _domains[at][value])]));

    private static string OneOf(string name, IReadOnlyList<string> values)
    {
        var tests = values.Select(value => $"{name} == \"{value}\"");
        return values.Count is 1 ? tests.Single() : $"({string.Join(" || ", tests)})";
    }
}
