using System.Text.Json;

namespace Scaffold.Core.Catalog.Images;

/// <summary>content/catalog/images.json, read where a request needs it.</summary>
internal static class CatalogFile
{
    private static readonly Lazy<JsonDocument> Document = new(() => JsonDocument.Parse(Resources.Bytes("content/catalog/images.json")));

    public static JsonElement Section(string name) => Document.Value.RootElement.GetProperty(name);

    public static JsonElement? Find(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var found) ? found : null;

    public static string? FindText(this JsonElement element, string name) => element.Find(name)?.GetString();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>Strings of an array; none when it is not there.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        element.Find(name) is { } array ? [.. array.EnumerateArray().Select(item => item.GetString()!)] : [];

    /// <summary>Strings that the file keeps in one, with blanks between, one line each for the diff's sake.</summary>
    public static IReadOnlyList<string> Words(this JsonElement element, string name) =>
        element.FindText(name)?.Split(' ') ?? [];

    /// <summary>Names of an object's properties, in the order of the file.</summary>
    public static IReadOnlyList<string> Keys(this JsonElement element, string name) =>
        element.Find(name) is { } found ? [.. found.EnumerateObject().Select(entry => entry.Name)] : [];
}
