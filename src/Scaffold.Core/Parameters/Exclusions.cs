namespace Scaffold.Core.Parameters;

/// <summary>Which choices go together: what <c>without</c> says in template.json.</summary>
public static class Exclusions
{
    /// <summary>The rule that a choice breaks; null where it goes with all the others.</summary>
    /// <returns>Other parameters and the values of theirs that it does not go with.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>>? Broken(Parameter parameter, IReadOnlyDictionary<string, string> values) =>
        parameter.Choices.FirstOrDefault(choice => choice.Value == values[parameter.Name])?.Without
            .FirstOrDefault(rule => rule.All(other => other.Value.Contains(values[other.Key])));

    public static bool AreValid(IReadOnlyDictionary<string, string> values) =>
        TemplateDefinition.Current.Parameters.All(parameter => !parameter.IsChoice || Broken(parameter, values) is null);

    /// <summary>Replaces each choice that does not go with those before it by the first that does.</summary>
    /// <returns>The parameters that were changed.</returns>
    public static IReadOnlyList<Parameter> Mend(IDictionary<string, string> values)
    {
        List<Parameter> mended = [];
        foreach (var parameter in TemplateDefinition.Current.Parameters.Where(parameter => parameter.IsChoice))
        {
            if (Broken(parameter, values.AsReadOnly()) is null)
                continue;
            values[parameter.Name] = Nearest(parameter, values.AsReadOnly());
            mended.Add(parameter);
        }
        return mended;
    }

    /// <summary>The first choice of a parameter that goes with the other values.</summary>
    public static string Nearest(Parameter parameter, IReadOnlyDictionary<string, string> values) =>
        parameter.ChoicesFor(values["language"])
            .First(choice => Broken(parameter, new Dictionary<string, string>(values) { [parameter.Name] = choice.Value }) is null).Value;
}
