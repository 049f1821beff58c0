using System.Globalization;
using System.Text.Json;
using Scaffold.Core.Catalog.Images;

namespace Scaffold.Cli.Reports;

/// <summary>The catalogue of images for machines.</summary>
internal static class ImageListJson
{
    /// <param name="framework">Null for all.</param>
    public static string Of(string? framework)
    {
        return JsonText.Of(json =>
        {
            json.WriteString("asOf", ImageCatalog.AsOf);
            json.WriteStartArray("aws");
            foreach (var family in ImageCatalog.Families(framework))
                Write(json, family);
            json.WriteEndArray();
            json.WriteStartArray("awsOutsideSdk");
            foreach (var image in ImageCatalog.OtherImages(framework))
                Write(json, image);
            json.WriteEndArray();
            json.WriteStartArray("public");
            foreach (var image in ImageCatalog.PublicImages(framework))
                Write(json, image);
            json.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, ImageFamily family)
    {
        json.WriteStartObject();
        json.WriteString("framework", family.Framework);
        json.WriteString("scope", family.Scope);
        json.WriteString("status", family.Status);
        Write(json, "devices", family.Devices);
        json.WriteString("newest", family.Newest.Version);
        json.WriteString("remark", family.Remark);
        Write(json, "newerTags", family.NewerTags);
        json.WriteStartArray("versions");
        foreach (var version in family.Versions)
        {
            json.WriteStartObject();
            json.WriteString("version", version.Version);
            Write(json, "aliases", version.Aliases);
            Write(json, "repositories", version.Repositories);
            Write(json, "baseFrameworkVersions", version.Bases);
            Write(json, "py", version.Pythons);
            Write(json, "cuda", version.Cuda);
            Write(json, "builds", version.Builds);
            json.WriteString("endOfPatching", version.EndOfPatching?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ListedImage image)
    {
        json.WriteStartObject();
        json.WriteString("name", image.Name);
        json.WriteString("status", image.Status);
        json.WriteString("repository", image.Repository);
        Write(json, "scopes", image.Scopes);
        json.WriteString("newest", image.Newest);
        Write(json, "tags", image.Tags);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PublicImage image)
    {
        json.WriteStartObject();
        json.WriteString("framework", image.Framework);
        json.WriteString("image", image.Image);
        json.WriteString("device", image.Device);
        Write(json, "tags", image.Tags);
        json.WriteString("note", image.Note);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
