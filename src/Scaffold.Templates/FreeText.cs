using System.Text.Json.Nodes;
using Scaffold.Core.Parameters;

namespace Scaffold.Templates;

/// <summary>Free texts on their way into files: made harmless first, by the template engine's own generators.</summary>
/// <remarks>`dotnet new` cannot refuse a text. What is good passes unchanged; of the rest, only what is good is kept.</remarks>
internal static class FreeText
{
    public static void AddTo(JsonObject symbols, string language)
    {
        symbols["safeName"] = Cleaned("name", Placeholders.Name, rename: false,
        [
            ("[^A-Za-z0-9._-]+", "-"),
            ("([._-])[._-]+", "$1"),
            (@"^[._-]+|[._-]+\z", ""),
            ($@"^(.{{{ProjectName.Longest}}}).*\z", "$1"),
            (@"[._-]+\z", ""),
            (@"^\z", TemplateDefinition.Current.DefaultName),
        ]);
        symbols["imageName"] = new JsonObject
        {
            ["type"] = "generated",
            ["generator"] = "casing",
            ["replaces"] = Placeholders.Image,
            ["parameters"] = new JsonObject { ["source"] = "safeName", ["toLower"] = true },
        };
        symbols["safeBaseImage"] = Cleaned("base-image", Placeholders.BaseImage, rename: false,
        [
            ("[^A-Za-z0-9._/:@-]+", ""),
            (@"^[^A-Za-z0-9]+|[^A-Za-z0-9]+\z", ""),
            (@"^(.{255}).*\z", "$1"),
            (@"^\z", "base-image-was-not-given"),
        ]);
        symbols["safeRegion"] = Cleaned("region", Placeholders.Region, rename: false,
            [("[^a-z0-9-]+", ""), (@"^(.{32}).*\z", "$1"), (@"^\z", TemplateDefinition.Current["region"].Default.For(language))]);
        symbols["safeProgram"] = Cleaned("program", Placeholders.Program(language), rename: true,
            language is Language.Python ? PythonProgram() : CSharpProgram());
    }

    private static IEnumerable<(string, string)> PythonProgram() =>
        [(@"\.py\z", ""), .. Identifier(60), (@"^\z", "train"), (@"\z", ".py")];

    private static IEnumerable<(string, string)> CSharpProgram() =>
        [.. Identifier(63), (@"^\z", "train")];

    private static IEnumerable<(string, string)> Identifier(int longest) =>
        [("[^A-Za-z0-9_-]+", "-"), ("^[^A-Za-z_]+", ""), ($@"^(.{{{longest}}}).*\z", "$1")];

    private static JsonObject Cleaned(string source, string placeholder, bool rename, IEnumerable<(string Regex, string Replacement)> steps)
    {
        JsonArray list = [];
        foreach (var (regex, replacement) in steps)
            list.Add((JsonNode)new JsonObject { ["regex"] = regex, ["replacement"] = replacement });
        JsonObject symbol = new()
        {
            ["type"] = "generated",
            ["generator"] = "regex",
            ["dataType"] = "string",
            ["replaces"] = placeholder,
            ["parameters"] = new JsonObject { ["source"] = source, ["steps"] = list },
        };
        if (rename)
            symbol["fileRename"] = placeholder;
        return symbol;
    }
}
