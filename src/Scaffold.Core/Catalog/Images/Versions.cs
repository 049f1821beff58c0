using System.Text.Json;

namespace Scaffold.Core.Catalog.Images;

/// <summary>The version a request means, rules §5.</summary>
/// <param name="Given">As the caller wrote it; tags repeat that.</param>
/// <param name="Full">The one that an alias stands for.</param>
internal sealed record Versions(string Given, string Full, JsonElement Entry)
{
    public static Versions Choose(string framework, ScopeSection section, string? asked)
    {
        var versions = section.Json.GetProperty("versions");
        var good = section.Json.Keys("versions");
        // Their tags need the version as the caller would say it: 1.4-2-py312 is none, and huggingface would print None.
        if (asked is null && (framework is "sklearn" || framework.StartsWith("huggingface", StringComparison.Ordinal) && versions.GetProperty(Newest(good)).Find("byBase") is not null))
            throw ImageProblems.NoVersion(framework, Newest(good));
        var given = asked ?? Newest(good);
        var full = versions.Find(given) is not null ? given : section.Json.Find("aliases")?.FindText(given);
        return full is not null && versions.Find(full) is { } entry
            ? new(given, full, entry)
            : throw ImageProblems.UnknownVersion(framework, section.Scope, given, good, section.Json.Keys("aliases"));
    }

    /// <summary>All are compared, number by number; the SDK compares the first and the last of its file.</summary>
    public static string Newest(IEnumerable<string> versions) => versions.MaxBy(Numbers, Comparer<int[]>.Create(Compare))!;

    public static int Compare(string left, string right) => Compare(Numbers(left), Numbers(right));

    private static int Compare(int[] left, int[] right)
    {
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var order = left.ElementAtOrDefault(i).CompareTo(right.ElementAtOrDefault(i));
            if (order is not 0)
                return order;
        }
        return 0;
    }

    // py312 counts as 312, x and latest as 0.
    private static int[] Numbers(string version) =>
        [.. version.Split(['.', '-']).Select(part => int.TryParse(part.AsSpan().TrimStart("abcdefghijklmnopqrstuvwxyz"), out var number) ? number : 0)];
}
