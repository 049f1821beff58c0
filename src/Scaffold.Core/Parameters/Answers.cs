using Scaffold.Core.Problems;

namespace Scaffold.Core.Parameters;

/// <summary>A valid set of parameters: what a repository is written from.</summary>
public sealed class Answers
{
    private readonly Dictionary<string, string> _values;

    private Answers(string name, Dictionary<string, string> values) => (Name, _values) = (name, values);

    public string Name { get; }

    public string Language => this["language"];

    public bool Trains => this["role"] is not "inference";

    public bool Serves => this["role"] is not "training";

    /// <summary>The program `train` is in the repository, not in a package.</summary>
    public bool HasLauncher => this["toolkit"] is "builtin";

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
        if (!given.ContainsKey("base") && values["base-image"].Length > 0)
            values["base"] = "explicit";
        Combine(definition, given, values);
        return new(name, values);
    }

    // A default gives way to what was asked for; two things that were asked for and do not go together are refused.
    private static void Combine(TemplateDefinition definition, IReadOnlyDictionary<string, string> given, Dictionary<string, string> values)
    {
        foreach (var parameter in definition.Parameters.Where(parameter => parameter.IsChoice))
        {
            if (Exclusions.Broken(parameter, values) is not { } rule)
                continue;
            var nearest = Exclusions.Nearest(parameter, values);
            if (given.ContainsKey(parameter.Name))
                throw Excluded(definition, parameter, values, rule, nearest);
            values[parameter.Name] = nearest;
        }
        if (values["base"] is "explicit" && values["base-image"].Length is 0)
            throw Bad("SM012", "base explicit needs an image to build on.", "--base-image", "Name it with --base-image, such as registry.example.com/team/base:1.2.");
        if (values["base"] is not "explicit" && values["base-image"].Length > 0)
            throw Bad("SM012", $"base-image goes with base explicit, not {values["base"]}.", "--base-image", "Use --base explicit, or leave --base-image out.");
        if (values["base"] is not "sagemaker" && given.ContainsKey("region"))
            throw Bad("SM013", $"region goes with base sagemaker, not {values["base"]}.", "--region", "Use --base sagemaker, or leave --region out.");
    }

    private static UserErrorException Excluded(
        TemplateDefinition definition, Parameter parameter, Dictionary<string, string> values, IReadOnlyDictionary<string, IReadOnlyList<string>> rule, string nearest)
    {
        var others = string.Join(" and ", rule.Keys.Select(other => $"{other} {values[other]}"));
        var last = definition[rule.Keys.Last()];
        var good = last.ChoicesFor(values["language"]).Select(choice => choice.Value).Where(value => !rule[last.Name].Contains(value));
        return Bad("SM011", $"{parameter.Name} {values[parameter.Name]} does not go with {others}.", $"--{parameter.Name}",
            $"Use --{parameter.Name} {nearest}, or --{last.Name} {string.Join("|", good)}.");
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
