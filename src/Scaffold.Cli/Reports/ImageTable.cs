using System.Globalization;
using Scaffold.Core.Catalog.Images;
using Spectre.Console;

namespace Scaffold.Cli.Reports;

/// <summary>The catalogue of images for people: a line per framework and scope, or version by version for one framework.</summary>
internal static class ImageTable
{
    private const int Shown = 4;

    /// <param name="framework">Null for all.</param>
    public static void Write(string? framework, TextWriter writer)
    {
        var console = Screen.On(writer);
        var families = ImageCatalog.Families(framework);
        if (framework is null)
            Section(console, "AWS's images", Overview(families));
        foreach (var family in framework is null ? [] : families)
        {
            Section(console, $"AWS's images of {family.Framework}, {family.Scope ?? "any scope"}, {Join(family.Devices, "any processor")}, {family.Status}", Versions(family));
            if (family.Remark is { } remark)
                console.Write(new Text($"  newest: {remark}\n"));
            if (family.NewerTags.Count > 0)
                console.Write(new Text($"  tags the SDK does not resolve: {Join(family.NewerTags)}\n"));
        }
        Section(console, "AWS's images that the SDK does not resolve", Others(ImageCatalog.OtherImages(framework)));
        Section(console, "Public images", Public(ImageCatalog.PublicImages(framework)));
        console.Write(new Text($"\nFacts of {ImageCatalog.AsOf}.\n"));
    }

    private static void Section(IAnsiConsole console, string title, Table table)
    {
        if (table.Rows.Count is 0)
            return;
        console.Write(new Text($"\n{title}\n"));
        console.Write(table);
    }

    private static Table Overview(IEnumerable<ImageFamily> families)
    {
        var table = Columns("framework", "scope", "devices", "newest", "versions", "repository", "python", "cuda", "status", "patched");
        foreach (var family in families)
            Row(table, family.Framework, family.Scope ?? "-", Join(family.Devices), family.Newest.Version, family.Versions.Count.ToString(CultureInfo.InvariantCulture), Join(family.Newest.Repositories),
                Join(family.Newest.Pythons), Join(family.Newest.Cuda), family.Status, Date(family.Newest.EndOfPatching));
        return table;
    }

    private static Table Versions(ImageFamily family)
    {
        var table = Columns("version", "also", "repository", "python", "builds", "patched");
        foreach (var version in family.Versions.Reverse())
            Row(table, version.Version, Join(version.Aliases), Join(version.Repositories), Join(version.Pythons),
                version.Bases.Count > 0 ? $"on {Join(version.Bases)}" : Join(version.Builds), Date(version.EndOfPatching));
        return table;
    }

    private static Table Others(IEnumerable<ListedImage> images)
    {
        var table = Columns("name", "scope", "repository", "newest", "tags", "status");
        foreach (var image in images)
            Row(table, image.Name, Join(image.Scopes), image.Repository, image.Newest ?? "-", Last(image.Tags), image.Status);
        return table;
    }

    private static Table Public(IEnumerable<PublicImage> images)
    {
        var table = Columns("framework", "device", "image", "tags");
        foreach (var image in images)
            Row(table, image.Framework, image.Device, image.Image, Last(image.Tags));
        return table;
    }

    private static Table Columns(params IEnumerable<string> names)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var name in names)
            table.AddColumn(new TableColumn(new Text(name)) { NoWrap = name is not ("tags" or "builds" or "also" or "framework" or "repository") });
        return table;
    }

    private static void Row(Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Last(IReadOnlyList<string> tags) =>
        string.Join(", ", tags.Skip(tags.Count - Shown)) + (tags.Count > Shown ? $" and {tags.Count - Shown} more" : "");

    private static string Join(IReadOnlyList<string> values, string none = "-") => values.Count > 0 ? string.Join(", ", values) : none;

    private static string Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";
}
