namespace Scaffold.Engine;

/// <summary>A step that made an image, as <c>docker history</c> shows it.</summary>
/// <param name="Command">The instruction; empty when the image does not say. Of a foreign image: any text.</param>
/// <param name="Size">What it added, in bytes; 0 for a step that sets no more than the configuration.</param>
public sealed record ImageLayer(string Command, long Size);
