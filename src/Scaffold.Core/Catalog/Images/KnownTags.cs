using System.Globalization;
using System.Text.Json;

namespace Scaffold.Core.Catalog.Images;

/// <summary>What AWS's published lists say of a repository: its tags, and until when a version is patched.</summary>
internal sealed class KnownTags(string repository)
{
    private readonly JsonElement? _json = CatalogFile.Section("repositories").Find(repository);

    public IReadOnlyList<string> All => _json is { } json ? [.. json.Words("current"), .. json.Words("formerlyListed")] : [];

    /// <summary>Null where no list has this version. Lists name most images by their longest tag only, so a beginning will do.</summary>
    /// <param name="prefix">The tag as far as it names versions.</param>
    public bool? Have(string tag, string prefix)
    {
        var ofVersion = All.Where(known => Begins(known, prefix)).ToList();
        return ofVersion.Count is 0 ? null : ofVersion.Exists(known => Begins(known, tag));
    }

    public DateOnly? EndOfPatching(string version) =>
        _json?.Find("endOfPatching") is { } dates && (dates.FindText(version) ?? dates.FindText(Minor(version))) is { } date
            ? DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    /// <summary>The same, of a tag: by the longest version that it begins with, or by the CUDA it names.</summary>
    public DateOnly? EndOfPatchingOf(string tag) =>
        _json is { } json && json.Keys("endOfPatching").Where(version => Names(tag, version)).MaxBy(version => version.Length) is { } found ? EndOfPatching(found) : null;

    private static bool Names(string tag, string version) =>
        (tag.StartsWith(version, StringComparison.Ordinal) && (tag.Length == version.Length || tag[version.Length] is '-' or '.'))
        || (version.StartsWith("cu", StringComparison.Ordinal) && tag.Split('-').Contains(version));

    private static string Minor(string version) => string.Join('.', version.Split('.').Take(2));

    // Old tags say py3 where the list says py36.
    private static bool Begins(string known, string tag) =>
        known.StartsWith(tag, StringComparison.Ordinal)
        && (known.Length == tag.Length || known[tag.Length] is '-' || ((tag.EndsWith("-py2", StringComparison.Ordinal) || tag.EndsWith("-py3", StringComparison.Ordinal)) && char.IsAsciiDigit(known[tag.Length])));
}
