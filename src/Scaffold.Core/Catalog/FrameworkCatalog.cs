using System.Text.Json;

namespace Scaffold.Core.Catalog;

/// <summary>content/catalog/frameworks.json: base images and package versions of what we emit, the one place that names them.</summary>
public sealed class FrameworkCatalog
{
    private static readonly Lazy<FrameworkCatalog> Embedded = new(() => new(JsonDocument.Parse(Resources.Bytes("content/catalog/frameworks.json"))));
    private readonly JsonElement _root;

    private FrameworkCatalog(JsonDocument document) => _root = document.RootElement;

    public static FrameworkCatalog Current => Embedded.Value;

    /// <summary>What a web framework of the <c>server</c> parameter installs.</summary>
    public IReadOnlyList<Package> Server(string name) => Packages(_root.GetProperty("servers").GetProperty(name), "");

    /// <summary>What a <c>toolkit</c> installs.</summary>
    public IReadOnlyList<Package> Toolkit(string name) => Packages(_root.GetProperty("toolkits").GetProperty(name), "");

    /// <summary>A framework on a device; parsed when asked for.</summary>
    public Framework Find(string language, string name, string device)
    {
        var entry = _root.GetProperty("frameworks").GetProperty(language).GetProperty(name);
        return new(
            name,
            entry.GetProperty("title").GetString()!,
            ReadImage(entry.GetProperty("images").GetProperty(device)),
            entry.TryGetProperty("sagemaker", out var sagemaker) ? new(sagemaker) : null,
            Packages(entry.GetProperty("packages"), device))
        {
            Hyperparameters = Pairs(entry.TryGetProperty("hyperparameters", out var own) ? own : _root.GetProperty("hyperparameters")),
        };
    }

    private static BaseImage ReadImage(JsonElement image) => new(image.GetProperty("image").GetString()!)
    {
        Build = Text(image, "build"),
        Bare = Text(image, "bare"),
        Dotnet = Text(image, "dotnet"),
        Install = Text(image, "install"),
        Brings = Flag(image, "brings"),
        HasEntrypoint = Flag(image, "entrypoint"),
        HasUser = Flag(image, "user"),
        HasNvidia = Flag(image, "nvidia"),
        HasCpuIndex = Flag(image, "cpuIndex"),
        Variables = image.TryGetProperty("env", out var variables) ? Pairs(variables) : [],
    };

    private static IReadOnlyList<Package> Packages(JsonElement list, string device) =>
    [
        .. from package in list.EnumerateArray()
           let only = Text(package, "device")
           where only is "" || only == device
           select new Package(package.GetProperty("name").GetString()!, package.GetProperty("version").GetString()!),
    ];

    private static IReadOnlyList<KeyValuePair<string, string>> Pairs(JsonElement entry) =>
        [.. entry.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!))];

    private static string Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static bool Flag(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) && value.GetBoolean();
}
