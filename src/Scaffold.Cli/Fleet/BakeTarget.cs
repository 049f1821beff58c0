namespace Scaffold.Cli.Fleet;

/// <summary>An image that a fleet builds.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Context">The repository, relative to the file.</param>
/// <param name="Stage">Of its Dockerfile; null for the last.</param>
/// <param name="Image">Without registry and tag.</param>
internal sealed record BakeTarget(string Name, string Context, string? Stage, string Image);
