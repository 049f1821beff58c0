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
        AddSwitch("frameworkImage", Placeholders.FrameworkImage, choices => Framework(choices).Image.Name);
        if (pack.Written.Any(choices => choices["base"] is "sagemaker"))
        {
            AddSagemaker("training");
            AddSagemaker("inference");
        }
    }

    private Framework Framework(IReadOnlyDictionary<string, string> choices) =>
        FrameworkCatalog.Current.Find(pack.Language, choices["framework"], choices["device"]);

    // The registry depends on the region as well, and on nothing else of it: two symbols are far fewer cases than one.
    private void AddSagemaker(string scope)
    {
        Dictionary<string, List<int>> repositories = [], registries = [];
        for (var i = 0; i < pack.Written.Count; i++)
        {
            if (pack.Written[i]["base"] is not "sagemaker" || !NeedsImage(pack.Written[i]["role"], scope))
                continue;
            var image = PrebuiltImages.Of(Framework(pack.Written[i]), pack.Written[i]["device"], scope);
            Put(repositories, image.Repository, i);
            foreach (var (region, registry) in image.Registries)
                Put(registries, $"{region} {registry}", i);
        }
        JsonArray cases = [];
        foreach (var (key, where) in registries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var region = key.Split(' ')[0];
            cases.Add((JsonNode)Case($"region == \"{region}\" && ({pack.Condition.For(where)})", key.Split(' ')[1]));
        }
        cases.Add((JsonNode)Case("", "no-such-image-in-this-region.invalid"));
        symbols[$"{scope}Registry"] = Switch(Placeholders.SagemakerRegistry(scope), cases);
        symbols[$"{scope}Repository"] = Switch(Placeholders.SagemakerRepository(scope),
            [.. repositories.Select(entry => (JsonNode)Case(pack.Condition.For(entry.Value), entry.Key))]);
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

    private static void Put(Dictionary<string, List<int>> lists, string key, int index)
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        list.Add(index);
    }
}
