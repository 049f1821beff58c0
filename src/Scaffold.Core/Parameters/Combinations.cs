namespace Scaffold.Core.Parameters;

/// <summary>Combinations of the choice parameters, which the template pack holds pre-rendered.</summary>
public static class Combinations
{
    /// <summary>Every valid one: choices by parameter name, free texts left out; in template.json's order.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Valid() =>
        [.. TemplateDefinition.Current["language"].Choices.SelectMany(language => For(language.Value)).Where(Exclusions.AreValid)];

    /// <summary>The whole product of a language's choices, whether they go together or not.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> For(string language)
    {
        IEnumerable<Dictionary<string, string>> sets = [new() { ["language"] = language }];
        foreach (var parameter in TemplateDefinition.Current.Parameters.Where(p => p.IsChoice && p.Name != "language"))
        {
            sets = sets.SelectMany(set => parameter.ChoicesFor(language),
                (set, choice) => new Dictionary<string, string>(set) { [parameter.Name] = choice.Value });
        }
        return [.. sets];
    }
}
