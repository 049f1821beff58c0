namespace Scaffold.Checks.Contract;

/// <summary>Every rule of the contract; read when the first is asked for.</summary>
public static class Rules
{
    private static readonly Lazy<IReadOnlyList<Rule>> Embedded = new(Read);
    private static readonly Lazy<Dictionary<string, Rule>> ById = new(() => InOrder.ToDictionary(rule => rule.Id));

    /// <summary>In the order of the contract.</summary>
    public static IReadOnlyList<Rule> InOrder => Embedded.Value;

    public static Rule Of(string id) => ById.Value.GetValueOrDefault(id)
        ?? throw new ArgumentException($"The contract has no rule {id}.", nameof(id));

    /// <summary>The rules a check covers, in its own order.</summary>
    public static IReadOnlyList<Rule> Of(CheckInfo check) => [.. check.Rules.Select(Of)];

    /// <summary>The best page on what a check covers: AWS's documentation where a rule has it, else a thread or a source.</summary>
    public static Uri? PageOf(CheckInfo check)
    {
        var pages = Of(check).Where(rule => rule.Page is not null).ToList();
        return (pages.FirstOrDefault(rule => rule.IsDocumented) ?? pages.FirstOrDefault())?.Page;
    }

    private static IReadOnlyList<Rule> Read()
    {
        using var document = ContractFile.Open("rules.json");
        return
        [
            .. from rule in document.RootElement.EnumerateArray()
               select new Rule(
                   rule.GetProperty("id").GetString()!,
                   rule.GetProperty("level").GetString(),
                   rule.GetProperty("text").GetString()!,
                   rule.GetProperty("source").GetString()!,
                   rule.GetProperty("page").GetString() is { } page ? new Uri(page) : null),
        ];
    }
}
