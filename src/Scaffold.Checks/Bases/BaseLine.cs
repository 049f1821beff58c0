using Scaffold.Engine.Registry;

namespace Scaffold.Checks.Bases;

/// <summary>An image that a Dockerfile is FROM.</summary>
/// <param name="Line">Of the FROM.</param>
/// <param name="Name">With the values of build arguments put in.</param>
/// <param name="Image">The same, read; null when it is none, or depends on an argument of unknown value.</param>
public sealed record BaseLine(int Line, string Name, ImageReference? Image)
{
    /// <summary>The name without its digest.</summary>
    public string Tagged => Name.Split('@')[0];

    /// <summary>Where the name is written, in bytes of the file; null where a digest cannot be.</summary>
    internal TextSpot? Spot { get; init; }

    /// <summary>Why a digest cannot be written; null when it can.</summary>
    public string? WhyNot { get; init; }
}

/// <summary>A place in a text.</summary>
internal readonly record struct TextSpot(int Start, int Length)
{
    public int End => Start + Length;
}
