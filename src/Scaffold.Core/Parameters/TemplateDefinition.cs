using System.Text.Json;

namespace Scaffold.Core.Parameters;

/// <summary>template.json, read once: the names, choices, defaults and help of every parameter.</summary>
public sealed class TemplateDefinition
{
    private static readonly Lazy<TemplateDefinition> Embedded = new(() => new(Resources.Bytes("template.json")));

    private TemplateDefinition(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        Parameters = [.. document.RootElement.GetProperty("symbols").EnumerateObject().Select(Read)];
        DefaultName = document.RootElement.GetProperty("defaultName").GetString()!;
        Source = json;
    }

    public static TemplateDefinition Current => Embedded.Value;

    /// <summary>In the order of the file, the language first.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    public string DefaultName { get; }

    /// <summary>The file itself, for the template pack.</summary>
    public ReadOnlyMemory<byte> Source { get; }

    public Parameter this[string name] => Parameters.Single(parameter => parameter.Name == name);

    private static Parameter Read(JsonProperty symbol)
    {
        var value = symbol.Value;
        IReadOnlyList<Choice> choices = value.TryGetProperty("choices", out var list)
            ? [.. list.EnumerateArray().Select(ReadChoice)]
            : [];
        return new(symbol.Name, value.GetProperty("description").GetString()!, choices)
        {
            Default = ReadText(value, "defaultValue"),
            ShortName = value.TryGetProperty("shortName", out var letter) ? letter.GetString() : null,
            Pattern = ReadText(value, "pattern"),
            PatternDescription = ReadText(value, "patternDescription"),
        };
    }

    private static Choice ReadChoice(JsonElement choice) => new(
        choice.GetProperty("choice").GetString()!,
        choice.GetProperty("description").GetString()!,
        choice.TryGetProperty("languages", out var languages)
            ? [.. languages.EnumerateArray().Select(language => language.GetString()!)]
            : [])
    {
        Without = choice.TryGetProperty("without", out var rules) ? [.. rules.EnumerateArray().Select(ReadRule)] : [],
    };

    private static Dictionary<string, IReadOnlyList<string>> ReadRule(JsonElement rule) => rule.EnumerateObject().ToDictionary(
        parameter => parameter.Name,
        parameter => (IReadOnlyList<string>)[.. parameter.Value.EnumerateArray().Select(value => value.GetString()!)]);

    private static PerLanguage ReadText(JsonElement symbol, string name)
    {
        if (!symbol.TryGetProperty(name, out var text))
            return PerLanguage.None;
        return text.ValueKind is JsonValueKind.Object
            ? new(text.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!), null)
            : PerLanguage.None with { ForAll = text.GetString() };
    }
}
