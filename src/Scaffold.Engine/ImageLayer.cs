namespace Scaffold.Engine;

/// <summary>A step of an image's history (<c>docker history</c>).</summary>
/// <param name="Command">The step of the Dockerfile it came from, as the builder wrote it down.</param>
/// <param name="Size">Bytes it adds, uncompressed; 0 where it changes the configuration alone.</param>
public sealed record ImageLayer(string Command, long Size);
