using System.Text.Json;

namespace Scaffold.Checks.Contract;

/// <summary>Known mistakes and the checks that find them; read when the first is asked for.</summary>
public static class Mistakes
{
    private static readonly Lazy<IReadOnlyList<Mistake>> Embedded = new(Read);

    public static IReadOnlyList<Mistake> InOrder => Embedded.Value;

    /// <summary>What a check would have found.</summary>
    public static IReadOnlyList<Mistake> For(string checkId) => [.. InOrder.Where(mistake => mistake.Checks.Contains(checkId))];

    private static IReadOnlyList<Mistake> Read()
    {
        using var document = ContractFile.Open("threads.json");
        return
        [
            .. from mistake in document.RootElement.EnumerateArray()
               select new Mistake(mistake.GetProperty("failure").GetString()!, Texts(mistake, "threads"), Texts(mistake, "checks")),
        ];
    }

    private static IReadOnlyList<string> Texts(JsonElement entry, string name) =>
        [.. entry.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
