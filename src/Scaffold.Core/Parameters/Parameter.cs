using System.Text.RegularExpressions;

namespace Scaffold.Core.Parameters;

/// <summary>One symbol of template.json: an option of <c>new</c> and of <c>dotnet new</c>.</summary>
/// <param name="Name">Also the option's name, without the dashes.</param>
/// <param name="Choices">Empty for free text.</param>
public sealed record Parameter(string Name, string Description, IReadOnlyList<Choice> Choices)
{
    public required PerLanguage Default { get; init; }

    /// <summary>The option's letter, as in <c>-f</c>; null for none.</summary>
    public string? ShortName { get; init; }

    /// <summary>What a free text must match, whole; and the same in words.</summary>
    public PerLanguage Pattern { get; init; } = PerLanguage.None;

    public PerLanguage PatternDescription { get; init; } = PerLanguage.None;

    public bool IsChoice => Choices.Count > 0;

    /// <summary>Values that are good in a language, in order of preference.</summary>
    public IReadOnlyList<Choice> ChoicesFor(string language) =>
        [.. Choices.Where(choice => choice.Languages.Count is 0 || choice.Languages.Contains(language))];

    /// <summary>Whether a value is one of the choices of the language, or matches its pattern.</summary>
    public bool Accepts(string language, string value) => IsChoice
        ? ChoicesFor(language).Any(choice => choice.Value == value)
        : Regex.IsMatch(value, $@"\A(?:{Pattern.For(language)})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}

/// <summary>A value of a parameter.</summary>
/// <param name="Languages">Languages it goes with; empty for all.</param>
public sealed record Choice(string Value, string Description, IReadOnlyList<string> Languages)
{
    /// <summary>What it does not go with: any of these sets of values of other parameters, all of whose parameters are met.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<string>>> Without { get; init; } = [];
}

/// <summary>A text that may differ by language.</summary>
public sealed record PerLanguage(IReadOnlyDictionary<string, string> ByLanguage, string? ForAll)
{
    public static PerLanguage None { get; } = new(new Dictionary<string, string>(), null);

    public string For(string language) => ByLanguage.GetValueOrDefault(language, ForAll ?? "");
}
