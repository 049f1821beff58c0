using System.Text.Json;

namespace Scaffold.Core.Catalog.Images;

/// <summary>The framework below Hugging Face's, rules §6.</summary>
/// <param name="Given">As the caller wrote it, such as <c>pytorch2.6</c>.</param>
internal sealed record BaseFramework(string Given, string Full, JsonElement Entry)
{
    public static BaseFramework? Choose(string framework, Versions version, string? asked)
    {
        if (version.Entry.Find("byBase") is not { } bases)
            return null;
        var full = asked is null ? null : version.Entry.Find("baseAliases")?.FindText(asked) ?? asked;
        return full is not null && bases.Find(full) is { } entry
            ? new(asked!, full, entry)
            : throw ImageProblems.UnknownBase(framework, version.Given, asked, version.Entry.Keys("byBase"));
    }

    public static string Number(string text) =>
        text.Replace("pytorch", "", StringComparison.Ordinal).Replace("tensorflow", "", StringComparison.Ordinal);
}
