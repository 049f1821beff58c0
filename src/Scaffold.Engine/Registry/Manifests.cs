using System.Text.Json;

namespace Scaffold.Engine.Registry;

/// <summary>Reads manifests of both kinds, OCI's and Docker's.</summary>
internal static class Manifests
{
    public static IReadOnlyList<string> Types { get; } =
    [
        "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json",
    ];

    /// <summary>Digest of the manifest for linux/amd64 in an index; null where it has none, or is no index.</summary>
    public static string? PlatformIn(JsonElement index)
    {
        foreach (var entry in Items(index, "manifests"))
        {
            if (entry.TryGetProperty("platform", out var platform) && Text(platform, "os") is "linux" && Text(platform, "architecture") is "amd64")
                return Text(entry, "digest");
        }
        return null;
    }

    public static string? ConfigIn(JsonElement manifest) =>
        manifest.ValueKind is JsonValueKind.Object && manifest.TryGetProperty("config", out var config) ? Text(config, "digest") : null;

    public static ImageFacts Facts(JsonElement manifest, JsonElement config)
    {
        Dictionary<string, string> labels = [];
        if (config.TryGetProperty("config", out var inner) && inner.ValueKind is JsonValueKind.Object && inner.TryGetProperty("Labels", out var found) && found.ValueKind is JsonValueKind.Object)
        {
            foreach (var label in found.EnumerateObject())
                labels[label.Name] = label.Value.ToString();
        }
        return new(
            Items(manifest, "layers").Sum(layer => layer.TryGetProperty("size", out var size) && size.TryGetInt64(out var bytes) ? bytes : 0),
            config.TryGetProperty("created", out var created) && created.TryGetDateTimeOffset(out var time) ? time : null,
            labels);
    }

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var array) && array.ValueKind is JsonValueKind.Array
            ? array.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object)
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind is JsonValueKind.String ? found.GetString() : null;
}
