namespace Scaffold.Engine.Registry;

/// <summary>What a registry tells of an image for linux/amd64 without a pull.</summary>
/// <param name="Bytes">Of its layers, as they are sent.</param>
public sealed record ImageFacts(long Bytes, DateTimeOffset? Created, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>That image specifications have for it.</summary>
    public const string VersionLabel = "org.opencontainers.image.version";

    /// <summary>Null where its maker names none.</summary>
    public string? Version => Labels.GetValueOrDefault(VersionLabel);
}
