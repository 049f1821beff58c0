namespace Scaffold.Engine;

/// <summary>What <c>docker image inspect</c> shows of an image.</summary>
/// <param name="Size">Uncompressed size in bytes.</param>
public sealed record ImageConfig(string Id, string Os, string Architecture, long Size)
{
    public string User { get; init; } = "";
    public string WorkingDirectory { get; init; } = "";
    public IReadOnlyList<string> Entrypoint { get; init; } = [];
    public IReadOnlyList<string> Command { get; init; } = [];
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<string> Volumes { get; init; } = [];
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];
    public string? StopSignal { get; init; }

    /// <summary>Digests of the layers, uncompressed: equal ones hold equal files. Empty where the engine does not tell.</summary>
    public IReadOnlyList<string> LayerDigests { get; init; } = [];
}
