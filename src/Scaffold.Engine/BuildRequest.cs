namespace Scaffold.Engine;

/// <summary>A repository to build.</summary>
/// <param name="Directory">The build context; holds the Dockerfile.</param>
/// <param name="Tag">Name to leave the image under; null for a name of this run, removed at its end.</param>
/// <param name="Platform">Such as <c>linux/amd64</c>; null for the engine's own.</param>
public sealed record BuildRequest(string Directory, string? Tag = null, string? Platform = null)
{
    /// <summary>The stage to build (<c>docker build --target</c>); null for the last.</summary>
    public string? Target { get; init; }

    /// <summary>The builder that <c>docker buildx</c> gives the work to; null for the engine itself.</summary>
    public string? Builder { get; init; }

    /// <summary>Build arguments by name (<c>docker build --build-arg</c>).</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();
}
