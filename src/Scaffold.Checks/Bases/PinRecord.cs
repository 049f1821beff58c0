using System.Globalization;
using System.Text.Json;
using Scaffold.Checks.Verification;
using Scaffold.Core.Planning;
using Scaffold.Engine.Registry;

namespace Scaffold.Checks.Bases;

/// <summary>What a repository knows of the base images its Dockerfile is pinned to: when that was, and how large and old each was, which a registry may no longer tell.</summary>
public sealed class PinRecord
{
    public const string Path = PristineRecord.Home + "images.json";

    private readonly IReadOnlyList<PinnedImage> _images;

    private PinRecord(IReadOnlyList<PinnedImage> images) => _images = images;

    /// <summary>Of a repository; empty when there is none yet.</summary>
    public static PinRecord Read(string repository)
    {
        var file = System.IO.Path.Combine(repository, Path);
        if (!File.Exists(file))
            return new([]);
        using var document = JsonPlace.Parse(file, File.ReadAllBytes(file));
        JsonPlace root = new(document.RootElement, "$", file);
        return new([.. root.Required(root.Members("images"), "images").Array().Select(PinnedImage.Read)]);
    }

    /// <summary>The report with what is known of the image that the Dockerfile has, when its registry tells no more.</summary>
    public BaseReport Complete(BaseReport report) =>
        report.Then is null && report.Line.Image?.Digest is { } digest && _images.FirstOrDefault(image => image.Digest == digest)?.Facts is { } facts ? report with { Then = facts } : report;

    /// <summary>The record of a Dockerfile as it is after pinning.</summary>
    /// <param name="lines">Of that Dockerfile.</param>
    /// <param name="reports">What became known of its bases just now.</param>
    public PlannedFile After(BaseLines lines, IReadOnlyList<BaseReport> reports, DateOnly today)
    {
        var images = lines.All.Where(line => line.Image?.Digest is not null).Select(line => After(line, reports, today)).DistinctBy(image => (image.Image, image.Digest));
        using var buffer = new MemoryStream();
        using (Utf8JsonWriter json = new(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartArray("images");
            foreach (var image in images)
                image.Write(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return new(Path, buffer.ToArray(), Executable: false);
    }

    private PinnedImage After(BaseLine line, IReadOnlyList<BaseReport> reports, DateOnly today)
    {
        var (name, digest) = (line.Tagged, line.Image!.Digest!);
        var now = reports.FirstOrDefault(report => report.Digest == digest)?.Now;
        var known = _images.FirstOrDefault(image => image.Image == name && image.Digest == digest);
        return known is null ? new(name, digest, today) { Facts = now } : known with { Facts = known.Facts ?? now };
    }

    /// <param name="Image">Name and tag.</param>
    private sealed record PinnedImage(string Image, string Digest, DateOnly Pinned)
    {
        public ImageFacts? Facts { get; init; }

        public static PinnedImage Read(JsonPlace place)
        {
            var entries = place.Members("image", "digest", "pinned", "bytes", "created", "version");
            var pinned = place.Required(entries, "pinned");
            return new(place.Required(entries, "image").Text(), place.Required(entries, "digest").Text(),
                DateOnly.TryParseExact(pinned.Text(), "yyyy-MM-dd", out var day) ? day : throw pinned.Fault($"{pinned.Text()} is no day", "2026-11-26"))
            {
                Facts = entries.TryGetValue("bytes", out var bytes)
                    ? new((long)bytes.Number(), entries.TryGetValue("created", out var created) && DateTimeOffset.TryParse(created.Text(), CultureInfo.InvariantCulture, out var time) ? time : null,
                        entries.TryGetValue("version", out var version) ? new Dictionary<string, string> { [ImageFacts.VersionLabel] = version.Text() } : new Dictionary<string, string>())
                    : null,
            };
        }

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("image", Image);
            json.WriteString("digest", Digest);
            json.WriteString("pinned", Pinned.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            if (Facts is not null)
            {
                json.WriteNumber("bytes", Facts.Bytes);
                if (Facts.Created is { } created)
                    json.WriteString("created", created.ToString("O", CultureInfo.InvariantCulture));
                if (Facts.Version is { } version)
                    json.WriteString("version", version);
            }
            json.WriteEndObject();
        }
    }
}
