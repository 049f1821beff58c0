namespace Scaffold.Engine;

/// <summary>The manifest that a push of an image would send to a registry.</summary>
/// <param name="MediaType">Such as <see cref="DockerSchema2"/>, or one of an OCI manifest or index.</param>
/// <param name="Store">The image store of the engine, which decides on it.</param>
public sealed record ImageManifest(string MediaType, string Store)
{
    /// <summary>The one that SageMaker's CreateModel takes (IMG-02).</summary>
    public const string DockerSchema2 = "application/vnd.docker.distribution.manifest.v2+json";
}
