using System.Text.Json;

namespace Scaffold.Core.Catalog.Images;

/// <summary>Reads the whole catalogue, or a framework of it.</summary>
internal static class ImageListing
{
    public static IEnumerable<ImageFamily> Families(string? framework) =>
        from config in Entries("frameworks", framework)
        from section in config.Value.GetProperty("scopes").EnumerateObject()
        select Family(config, section);

    public static IEnumerable<PublicImage> Public(string? framework) =>
        from entry in Entries("upstream", null)
        where framework is null || entry.Name == framework || CatalogFile.Section("standsOn").Texts(framework).Contains(entry.Name)
        from image in entry.Value.EnumerateArray()
        select new PublicImage(entry.Name, image.Text("image"), image.Text("device"), image.Words("tags"), image.FindText("note"));

    public static IEnumerable<ListedImage> Others(string? framework) =>
        from entry in Entries("outsideSdk", framework)
        let image = entry.Value
        select new ListedImage(
            entry.Name, image.Text("status"), image.Text("repository"), image.Texts("scope"), image.FindText("newest"), new KnownTags(image.Text("repository")).All);

    private static IEnumerable<JsonProperty> Entries(string section, string? name) =>
        CatalogFile.Section(section).EnumerateObject().Where(entry => name is null || entry.Name == name);

    private static ImageFamily Family(JsonProperty config, JsonProperty section)
    {
        var entries = section.Value.GetProperty("versions").EnumerateObject().ToList();
        var newestName = Versions.Newest(entries.Select(entry => entry.Name));
        var newest = section.Value.GetProperty("versions").GetProperty(newestName);
        var devices = section.Value.Texts("processors");
        return new(
            config.Name,
            section.Name is "(none)" ? null : section.Name,
            config.Value.Text("status"),
            devices.Count > 0 ? devices : newest.Texts("processors"),
            [.. entries.OrderBy(entry => entry.Name, Comparer<string>.Create(Versions.Compare)).Select(entry => Version(section.Value, entry))])
        {
            Remark = config.Value.FindText("newest"),
            NewerTags = [.. NewerTags(newestName, newest)],
        };
    }

    // Only where a tag begins with the framework's own version.
    private static IEnumerable<string> NewerTags(string newest, JsonElement entry) =>
        entry.FindText("repository") is { } repository && entry.Find("tagPrefix") is null
            ? new KnownTags(repository).All.Where(tag => char.IsAsciiDigit(tag[0]) && Versions.Compare(tag.Split('-')[0], newest) > 0)
            : [];

    private static ImageVersion Version(JsonElement section, JsonProperty entry)
    {
        var parts = Parts(entry.Value).ToList();
        List<string> repositories = [.. parts.Select(part => part.Text("repository")).Distinct()];
        List<string> builds = [.. parts.SelectMany(part => part.Texts("built")).Distinct()];
        var aliases = section.Find("aliases")?.EnumerateObject().Where(alias => alias.Value.GetString() == entry.Name).Select(alias => alias.Name) ?? [];
        return new(
            entry.Name,
            [.. aliases],
            entry.Value.Keys("byBase"),
            repositories,
            Pythons(entry.Value, parts, builds),
            builds,
            repositories.Select(repository => new KnownTags(repository).EndOfPatching(entry.Name)).FirstOrDefault(date => date is not null));
    }

    // Where tags name no Python, the lists of tags may.
    private static List<string> Pythons(JsonElement entry, List<JsonElement> parts, List<string> builds)
    {
        List<string> named = [.. entry.Keys("byPython"), .. parts.SelectMany(part => part.Texts("py")).Distinct()];
        return named.Count > 0 ? named : [.. builds.Select(build => build.Split(' ')[1]).Distinct()];
    }

    private static IEnumerable<JsonElement> Parts(JsonElement entry) =>
        (entry.Find("byBase") ?? entry.Find("byPython"))?.EnumerateObject().Select(part => part.Value) ?? [entry];
}
