using System.Text.RegularExpressions;

namespace Scaffold.Core.Catalog.Images;

/// <summary>Whether the end of a tag that the caller asked for exists; the SDK appends whatever it is given.</summary>
internal static class ContainerVersions
{
    public static void Check(Selection chosen, string fullTag, string? pattern)
    {
        if (chosen.Request.ContainerVersion is not { } asked || chosen.OwnContainerVersion is not null)
            return;
        var good = pattern is not null
            ? Regex.IsMatch(asked, pattern, RegexOptions.ECMAScript) && !asked.Contains('\n')
            : new KnownTags(chosen.Repository).Have(fullTag, TagText.PrefixOf(chosen, full: true)) is true;
        if (!good)
            throw ImageProblems.UnknownContainerVersion(chosen.Repository, asked, Known(chosen));
    }

    // The ends of the tags that begin as this one does.
    private static IEnumerable<string> Known(Selection chosen)
    {
        var start = TagText.Of(chosen with { Request = chosen.Request with { ContainerVersion = null } }, full: true) + "-";
        return new KnownTags(chosen.Repository).All.Where(tag => tag.StartsWith(start, StringComparison.Ordinal)).Select(tag => tag[start.Length..]);
    }
}
