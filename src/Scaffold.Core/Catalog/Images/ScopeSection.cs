using System.Text.Json;

namespace Scaffold.Core.Catalog.Images;

/// <summary>The part of a framework's entry that holds for a scope, rules §3 and §4.</summary>
internal sealed record ScopeSection(string? Scope, JsonElement Json)
{
    public const string Arm = "inference_graviton";
    private const string None = "(none)";

    public static ScopeSection Choose(string framework, JsonElement config, string? asked)
    {
        var sections = config.GetProperty("scopes").EnumerateObject()
            .SelectMany(section => section.Name.Split('+'), (section, scope) => new ScopeSection(scope is None ? null : scope, section.Value)).ToList();
        if (sections is [var only])
            return only;
        var shared = config.GetProperty("scopes").EnumerateObject().Count() is 1;
        return shared && asked is null
            ? sections[0] // training and inference are the same image
            : sections.Find(section => section.Scope == asked) ?? throw ImageProblems.UnknownScope(framework, asked, sections.Select(section => section.Scope!));
    }
}
