using System.Text.Json.Nodes;
using Scaffold.Core.Catalog;
using Scaffold.Core.Parameters;

namespace Scaffold.Templates;

/// <summary>What follows from the choices: <c>switch</c> symbols that put values where the placeholders are.</summary>
internal sealed class DerivedSymbols(TemplatePack pack, JsonObject symbols)
{
    public void Add()
    {
        foreach (var parameter in TemplateDefinition.Current.Parameters.Where(parameter => parameter is { IsChoice: true, Name: not "language" }))
            AddSwitch($"{parameter.Name}-written", Placeholders.Parameter(parameter.Name), choices => choices[parameter.Name]);
        AddSwitch("frameworkTitle", Placeholders.Title, choices => Framework(choices).Title);
        AddSwitch("buildImage", Placeholders.BuildImage, choices => Framework(choices).Image is { Build.Length: > 0 } image ? image.Build : Framework(choices).Image.Name);
        AddSwitch("frameworkImage", Placeholders.FrameworkImage, choices => Framework(choices).Image.For(choices["proxy"]).Name);
        AddSwitch("instanceType", Placeholders.InstanceType, choices => InstanceTypes.For(choices["device"]));
        AddSwitch("hyperparameters", Placeholders.Hyperparameters, choices => SampleHyperparameters.Quick(Framework(choices)));
        AddSwitch("longHyperparameters", Placeholders.LongHyperparameters, choices => SampleHyperparameters.Unending(Framework(choices)));
        if (pack.Written.Any(choices => choices["base"] is "sagemaker"))
            AddSagemaker();
    }

    private Framework Framework(IReadOnlyDictionary<string, string> choices) =>
        FrameworkCatalog.Current.Find(pack.Language, choices["framework"], choices["device"]);

    // The registry depends on the region as well, the repository does not: two symbols are far fewer cases than one.
    private void AddSagemaker()
    {
        Dictionary<string, HashSet<int>> registries = [];
        foreach (var scope in Placeholders.Scopes)
        {
            Dictionary<string, HashSet<int>> repositories = [];
            for (var i = 0; i < pack.Written.Count; i++)
            {
                if (pack.Written[i]["base"] is not "sagemaker" || !NeedsImage(pack.Written[i]["role"], scope))
                    continue;
                var image = PrebuiltImages.Of(Framework(pack.Written[i]), pack.Written[i]["device"], scope);
                Put(repositories, image.Repository, i);
                foreach (var (region, registry) in image.Registries)
                    Put(registries, $"{region} {registry}", i);
            }
            symbols[$"{scope}Repository"] = Switch(Placeholders.SagemakerRepository(scope),
                [(JsonNode)Case("base != \"sagemaker\"", ""), .. repositories.Select(entry => (JsonNode)Case(pack.Condition.For(entry.Value), entry.Key))]);
        }
        // First the case that is met nearly always: the engine tries them in order, and there are many.
        JsonArray cases = [Case("base != \"sagemaker\"", "")];
        foreach (var (key, where) in registries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            cases.Add((JsonNode)Case($"region == \"{key.Split(' ')[0]}\" && ({pack.Condition.For(where)})", key.Split(' ')[1]));
        cases.Add((JsonNode)Case("", "no-such-image-in-this-region.invalid"));
        symbols["sagemakerRegistry"] = Switch(Placeholders.SagemakerRegistry, cases);
    }

    private static bool NeedsImage(string role, string scope) => role is "separate" || scope == (role is "inference" ? "inference" : "training");

    private void AddSwitch(string name, string placeholder, Func<IReadOnlyDictionary<string, string>, string> value)
    {
        var byValue = pack.Written.Select((choices, index) => (Value: value(choices), index)).GroupBy(entry => entry.Value, entry => entry.index);
        symbols[name] = Switch(placeholder, [.. byValue.Select(group => (JsonNode)Case(pack.Condition.For([.. group]), group.Key))]);
    }

    private static JsonObject Switch(string placeholder, JsonArray cases) => new()
    {
        ["type"] = "generated",
        ["generator"] = "switch",
        ["dataType"] = "string",
        ["replaces"] = placeholder,
        ["parameters"] = new JsonObject { ["evaluator"] = "C++2", ["datatype"] = "string", ["cases"] = cases },
    };

    private static JsonObject Case(string condition, string value) => new() { ["condition"] = condition, ["value"] = value };

    private static void Put(Dictionary<string, HashSet<int>> sets, string key, int index)
    {
        if (!sets.TryGetValue(key, out var set))
            sets[key] = set = [];
        set.Add(index);
    }
}
