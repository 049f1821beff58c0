using System.Text.Json;

namespace Scaffold.Core.Catalog;

/// <summary>A framework the templates know, on one device.</summary>
/// <param name="Sagemaker">AWS's prebuilt image of it; null where there is none that the emitted programs run in.</param>
public sealed record Framework(string Name, string Title, BaseImage Image, SagemakerImage? Sagemaker, IReadOnlyList<Package> Packages)
{
    /// <summary>Of the starter, the number of rounds first, with values for a short run.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Hyperparameters { get; init; }
}

/// <summary>A public image, and what of it a Dockerfile must know.</summary>
/// <param name="Name">As FROM has it.</param>
public sealed record BaseImage(string Name)
{
    /// <summary>Image of the stage that compiles; empty where it is the same.</summary>
    public string Build { get; init; } = "";

    /// <summary>The same without a shell and a package manager, for when nothing is to be installed; empty where there is none.</summary>
    public string Bare { get; init; } = "";

    /// <summary>Image whose .NET is copied in; empty where it holds its own or needs none.</summary>
    public string Dotnet { get; init; } = "";

    /// <summary>System packages that it lacks.</summary>
    public string Install { get; init; } = "";

    /// <summary>It holds the framework.</summary>
    public bool Brings { get; init; }

    public bool HasEntrypoint { get; init; }

    /// <summary>It runs as another user than root.</summary>
    public bool HasUser { get; init; }

    /// <summary>It sets the variables by which NVIDIA's runtime passes GPUs in (GPU-01).</summary>
    public bool HasNvidia { get; init; }

    /// <summary>The framework's CPU wheels are in a package index of their own.</summary>
    public bool HasCpuIndex { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <summary>The leanest kind of it that a <c>proxy</c> can be installed in.</summary>
    public BaseImage For(string proxy) => proxy is "none" && Bare.Length > 0 ? this with { Name = Bare, HasUser = true } : this;
}

/// <summary>What <c>images resolve</c> is asked for AWS's image; values may differ by scope.</summary>
public sealed class SagemakerImage
{
    private readonly JsonElement _entry;

    internal SagemakerImage(JsonElement entry) => _entry = entry;

    /// <param name="scope">training or inference.</param>
    public string Version(string scope) => Text("version", scope)!;

    public string? Py(string scope) => Text("py", scope);

    public string? BaseFramework(string scope) => Text("baseFramework", scope);

    private string? Text(string name, string scope)
    {
        if (!_entry.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind is JsonValueKind.Object ? value.GetProperty(scope).GetString() : value.GetString();
    }
}

/// <summary>A dependency.</summary>
/// <param name="Version">A NuGet version, or a range as pip reads it.</param>
public sealed record Package(string Name, string Version);
