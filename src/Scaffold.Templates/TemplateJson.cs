using System.Text.Json.Nodes;
using Scaffold.Core.Parameters;

namespace Scaffold.Templates;

/// <summary>The template.json of one language, made from the root's: its choices, its sources with conditions, its placeholders.</summary>
internal static class TemplateJson
{
    private const string ChmodAction = "cb9a6cf3-4f5c-4860-b9d2-03a574959774"; // the template engine's own id of "change permissions"

    public static byte[] For(TemplatePack pack)
    {
        var json = JsonNode.Parse(TemplateDefinition.Current.Source.Span)!.AsObject();
        json["identity"] = $"{json["identity"]}.{Language.Tag(pack.Language)}";
        json["tags"] = new JsonObject { ["language"] = Language.Tag(pack.Language), ["type"] = "project" };
        json["symbols"] = Symbols(json["symbols"]!.AsObject(), pack.Language);
        json["sources"] = Sources(pack);
        json["postActions"] = PostActions(pack);
        return Json.Bytes(json);
    }

    private static JsonObject Symbols(JsonObject root, string language)
    {
        JsonObject symbols = [];
        foreach (var parameter in TemplateDefinition.Current.Parameters.Where(p => p.Name != "language"))
        {
            JsonObject symbol = new()
            {
                ["type"] = "parameter",
                ["datatype"] = root[parameter.Name]!["datatype"]!.GetValue<string>(),
                ["description"] = parameter.Description,
                ["defaultValue"] = parameter.Default.For(language),
            };
            if (parameter.IsChoice)
                symbol["choices"] = Choices(parameter, language);
            symbols[parameter.Name] = symbol;
        }
        FreeText.AddTo(symbols, language);
        return symbols;
    }

    private static JsonArray Choices(Parameter parameter, string language)
    {
        JsonArray choices = [];
        foreach (var choice in parameter.ChoicesFor(language))
            choices.Add((JsonNode)new JsonObject { ["choice"] = choice.Value, ["description"] = choice.Description });
        return choices;
    }

    private static JsonArray Sources(TemplatePack pack)
    {
        JsonArray sources = [];
        for (var i = 0; i < pack.Groups.Count; i++)
        {
            JsonObject source = new() { ["source"] = $"./{TemplatePack.FolderOf(i)}/", ["target"] = "./" };
            if (pack.Groups[i].Condition is { Length: > 0 } condition)
                source["condition"] = condition;
            // Only files with a placeholder pass through the engine, which would read meaning into some comments.
            var verbatim = pack.Groups[i].Files.Where(file => !HasPlaceholder(file.Content.Span, pack.Language)).Select(file => file.Path).ToList();
            if (verbatim.Count > 0)
                source["copyOnly"] = new JsonArray([.. verbatim.Select(path => (JsonNode)path)]);
            sources.Add((JsonNode)source);
        }
        return sources;
    }

    private static bool HasPlaceholder(ReadOnlySpan<byte> content, string language) =>
        Json.Contains(content, Placeholders.Name) || Json.Contains(content, Placeholders.Image) || Json.Contains(content, Placeholders.Program(language));

    // Windows has no exec bits: the Dockerfile sets them where they count.
    private static JsonArray PostActions(TemplatePack pack)
    {
        var executables = pack.Groups.SelectMany(group => group.Files).Where(file => file.Executable).Select(file => file.Path).Distinct().Order(StringComparer.Ordinal).ToList();
        if (executables.Count is 0)
            return [];
        var arguments = new JsonArray([.. executables.Select(path => (JsonNode)path)]);
        return
        [
            new JsonObject
            {
                ["condition"] = "OS != \"Windows_NT\"",
                ["description"] = "Make the programs executable.",
                ["manualInstructions"] = new JsonArray(new JsonObject { ["text"] = $"Run: chmod +x {string.Join(' ', executables)}" }),
                ["actionId"] = ChmodAction,
                ["args"] = new JsonObject { ["+x"] = arguments },
                ["continueOnError"] = false,
            },
        ];
    }
}
