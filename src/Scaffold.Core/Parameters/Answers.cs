using Scaffold.Core.Problems;

namespace Scaffold.Core.Parameters;

/// <summary>A valid set of parameters: what a repository is written from.</summary>
public sealed class Answers
{
    private readonly Dictionary<string, string> _values;

    private Answers(string name, Dictionary<string, string> values) => (Name, _values) = (name, values);

    public string Name { get; }

    public string Language => this["language"];

    /// <summary>In template.json's order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Values =>
        TemplateDefinition.Current.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, this[parameter.Name]));

    public string this[string parameter] => _values[parameter];

    /// <summary>Checks the values given, and fills in the defaults of the language for the rest.</summary>
    /// <param name="given">By parameter name; unknown names are a caller's bug.</param>
    public static Answers Create(string name, IReadOnlyDictionary<string, string> given)
    {
        if (!ProjectName.IsGood(name))
            throw Bad("SM001", $"'{Printable.Of(name)}' is no project name.", "--name", $"Use {ProjectName.Rule}.");

        var definition = TemplateDefinition.Current;
        var language = given.GetValueOrDefault("language") ?? LanguageOf(definition, given);
        var values = new Dictionary<string, string>();
        foreach (var parameter in definition.Parameters)
        {
            var value = parameter.Name is "language" ? language : given.GetValueOrDefault(parameter.Name, parameter.Default.For(language));
            if (!parameter.Accepts(language, value))
                throw Refuse(parameter, language, value);
            values[parameter.Name] = value;
        }
        return new(name, values);
    }

    // Not given, the language follows from the choices that only one goes with, as in `dotnet new`.
    private static string LanguageOf(TemplateDefinition definition, IReadOnlyDictionary<string, string> given)
    {
        var language = definition["language"];
        return language.Choices.Select(choice => choice.Value)
            .OrderBy(value => value != language.Default.For(""))
            .FirstOrDefault(value => definition.Parameters.All(p => !p.IsChoice || !given.TryGetValue(p.Name, out var v) || p.Accepts(value, v)),
                language.Default.For(""));
    }

    private static UserErrorException Refuse(Parameter parameter, string language, string value)
    {
        if (!parameter.IsChoice)
            return Bad("SM002", $"'{Printable.Of(value)}' is no {parameter.Name}.", $"--{parameter.Name}",
                $"Use {parameter.PatternDescription.For(language)}.");

        var good = parameter.ChoicesFor(language);
        var other = parameter.Choices.FirstOrDefault(choice => choice.Value == value)?.Languages;
        return other is { Count: > 0 }
            ? Bad("SM003", $"{parameter.Name} '{value}' goes with language {string.Join(", ", other)}, not {language}.",
                $"--{parameter.Name}", $"Use --language {other[0]}, or --{parameter.Name} {good[0].Value}.")
            : Bad("SM003", $"'{Printable.Of(value)}' is no {parameter.Name}; good are {string.Join(", ", parameter.Choices.Select(choice => choice.Value))}.",
                $"--{parameter.Name}", $"Use --{parameter.Name} {Nearest.To(value, parameter.Choices.Select(choice => choice.Value))}.");
    }

    private static UserErrorException Bad(string code, string what, string where, string fix) =>
        new(new(code, what, where, fix, ExitCode.Usage));
}
