using System.Formats.Tar;
using System.Text.Json;
using Docker.DotNet;

namespace Scaffold.Engine.Docker;

/// <summary>Finds out what a push of an image would send: that depends on the engine's image store.</summary>
internal sealed class ImageManifests(IDockerClient client)
{
    private const string Containerd = "io.containerd.snapshotter.v1";

    /// <summary>An engine that says nothing of its manifests is asked for the image itself, up to this size.</summary>
    private const long LargestSaved = 1L << 30;

    private const int LargestIndex = 1 << 20;

    public async Task<ImageManifest?> FindAsync(string image, CancellationToken ct)
    {
        var version = await client.System.GetVersionAsync(ct);
        if (version.Components?.Any(component => component.Name?.Contains("Podman", StringComparison.OrdinalIgnoreCase) ?? false) ?? false)
            return null; // it pushes what --format says, or what the base image had
        var info = await client.System.GetSystemInfoAsync(ct);
        if (!(info.DriverStatus?.Any(pair => pair is [_, Containerd, ..]) ?? false))
            return new(ImageManifest.DockerSchema2, info.Driver ?? ""); // Docker's first store makes the manifest anew for every push
        var found = await client.Images.InspectImageAsync(image, ct);
        var type = found.Descriptor?.MediaType is { Length: > 0 } told ? told
            : found.Size <= LargestSaved ? await SavedAsync(image, ct)
            : null;
        return type is null ? null : new(type, "containerd");
    }

    /// <summary>The type of what <c>docker save</c> writes: this store saves what it would push. Engines before 28 tell no other way.</summary>
    private async Task<string?> SavedAsync(string image, CancellationToken ct)
    {
        await using var stream = await client.Images.SaveImageAsync(image, ct);
        await using TarReader tar = new(stream, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
        {
            if (entry is not { Name: "index.json", DataStream: { } data, Length: <= LargestIndex })
                continue;
            var content = new byte[entry.Length];
            await data.ReadExactlyAsync(content, ct); // not to the end: the client's stream faults when it is asked for more
            return TypeIn(JsonDocument.Parse(content));
        }
        return null;
    }

    private static string? TypeIn(JsonDocument index)
    {
        using (index)
        {
            return index.RootElement.TryGetProperty("manifests", out var manifests) && manifests.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first &&
                first.TryGetProperty("mediaType", out var type) ? type.GetString() : null;
        }
    }
}
