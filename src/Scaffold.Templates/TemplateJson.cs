using System.Text.Json.Nodes;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;

namespace Scaffold.Templates;

/// <summary>The template.json of one language, made from the root's: its choices, its sources with conditions, its placeholders.</summary>
internal static class TemplateJson
{
    private const string ChmodAction = "cb9a6cf3-4f5c-4860-b9d2-03a574959774"; // the template engine's own id of "change permissions"
    private const string InstructionsAction = "ac1156f7-bb77-4db8-b28f-24eebcca1e5c"; // and of "display manual instructions"

    public static byte[] For(TemplatePack pack)
    {
        var json = JsonNode.Parse(TemplateDefinition.Current.Source.Span)!.AsObject();
        json["identity"] = $"{json["identity"]}.{Language.Tag(pack.Language)}";
        json["tags"] = new JsonObject { ["language"] = Language.Tag(pack.Language), ["type"] = "project" };
        json["symbols"] = Symbols(json["symbols"]!.AsObject(), pack);
        json["sources"] = Sources(pack);
        json["postActions"] = PostActions(pack);
        return Json.Bytes(json);
    }

    private static JsonObject Symbols(JsonObject root, TemplatePack pack)
    {
        var language = pack.Language;
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
        new DerivedSymbols(pack, symbols).Add();
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
            sources.Add((JsonNode)Source(pack, i, "./"));
            // Once more as the record, which is no other than the files themselves.
            var record = Source(pack, i, $"./{PristineRecord.Folder}");
            record["exclude"] = new JsonArray($"{PristineRecord.Home}**");
            sources.Add((JsonNode)record);
        }
        return sources;
    }

    private static JsonObject Source(TemplatePack pack, int group, string target)
    {
        JsonObject source = new() { ["source"] = $"./{TemplatePack.FolderOf(group)}/", ["target"] = target };
        if (pack.Groups[group].Condition is { Length: > 0 } condition)
            source["condition"] = condition;
        // Only files with a placeholder pass through the engine, which would read meaning into some comments.
        var verbatim = pack.Groups[group].Files.Where(file => !HasPlaceholder(file.Content.Span, pack.Language)).Select(file => file.Path).ToList();
        if (verbatim.Count > 0)
            source["copyOnly"] = new JsonArray([.. verbatim.Select(path => (JsonNode)path)]);
        return source;
    }

    private static bool HasPlaceholder(ReadOnlySpan<byte> content, string language)
    {
        foreach (var placeholder in Placeholders.All(language))
        {
            if (Json.Contains(content, placeholder))
                return true;
        }
        return false;
    }

    private static JsonArray PostActions(TemplatePack pack)
    {
        JsonArray actions = [.. pack.Mended.Select(entry => (JsonNode)Notice(entry.Key, pack.Condition.For(entry.Value)))];
        var executables = pack.Groups.SelectMany(group => group.Files.Where(file => file.Executable), (group, file) => (file.Path, group.Where))
            .GroupBy(entry => entry.Path, entry => entry.Where);
        foreach (var executable in executables.OrderBy(group => group.Key, StringComparer.Ordinal))
            actions.Add((JsonNode)Chmod(executable.Key, pack.Condition.For([.. executable.SelectMany(where => where)])));
        return actions;
    }

    // What `new` refuses. The engine prints it beside what it wrote.
    private static JsonObject Notice(string parameter, string condition) => new()
    {
        ["condition"] = condition,
        ["description"] = $"{parameter}: the choice does not go with the others; another was taken, see container.json.",
        ["manualInstructions"] = new JsonArray(new JsonObject { ["text"] = $"sagemaker-container new, given the same --{parameter}, says why it does not go with the others." }),
        ["actionId"] = InstructionsAction,
        ["continueOnError"] = true,
    };

    // Windows has no exec bits: the Dockerfile sets them where they count.
    private static JsonObject Chmod(string file, string condition) => new()
    {
        ["condition"] = condition.Length > 0 ? $"OS != \"Windows_NT\" && ({condition})" : "OS != \"Windows_NT\"",
        ["description"] = $"Make {file} executable.",
        ["manualInstructions"] = new JsonArray(new JsonObject { ["text"] = $"Run: chmod +x {file}" }),
        ["actionId"] = ChmodAction,
        ["args"] = new JsonObject { ["+x"] = file },
        ["continueOnError"] = false,
    };
}
