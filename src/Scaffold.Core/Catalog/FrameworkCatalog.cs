using System.Text.Json;

namespace Scaffold.Core.Catalog;

/// <summary>content/catalog/frameworks.json: base images and package versions, the one place that names them.</summary>
public sealed class FrameworkCatalog
{
    private static readonly Lazy<FrameworkCatalog> Embedded = new(() => new(Resources.Bytes("content/catalog/frameworks.json")));
    private readonly Dictionary<string, Framework> _frameworks = [];

    private FrameworkCatalog(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var entry in document.RootElement.EnumerateObject())
            _frameworks[entry.Name] = Read(entry);
    }

    public static FrameworkCatalog Current => Embedded.Value;

    public IReadOnlyCollection<Framework> Frameworks => _frameworks.Values;

    public Framework this[string name] => _frameworks[name];

    private static Framework Read(JsonProperty entry) => new(
        entry.Name,
        entry.Value.GetProperty("title").GetString()!,
        entry.Value.GetProperty("language").GetString()!,
        entry.Value.GetProperty("images").EnumerateObject().ToDictionary(
            device => device.Name,
            device => new BaseImages(device.Value.GetProperty("build").GetString()!, device.Value.GetProperty("run").GetString()!)),
        [.. entry.Value.GetProperty("packages").EnumerateArray().Select(package =>
            new Package(package.GetProperty("name").GetString()!, package.GetProperty("version").GetString()!))]);
}

/// <summary>A framework the templates know.</summary>
/// <param name="Images">Base images by device.</param>
public sealed record Framework(
    string Name, string Title, string Language, IReadOnlyDictionary<string, BaseImages> Images, IReadOnlyList<Package> Packages);

/// <summary>The images of a Dockerfile's FROM lines.</summary>
/// <param name="Build">Of the stage that installs or compiles.</param>
/// <param name="Run">Of the last stage.</param>
public sealed record BaseImages(string Build, string Run);

/// <summary>A dependency.</summary>
/// <param name="Version">A NuGet version, or a range as pip reads it.</param>
public sealed record Package(string Name, string Version);
