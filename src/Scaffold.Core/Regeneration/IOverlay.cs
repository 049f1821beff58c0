namespace Scaffold.Core.Regeneration;

/// <summary>What an owner lays over a file of the template and is no part of the merge, such as the digests of base images.</summary>
public interface IOverlay
{
    /// <summary>The path of the file.</summary>
    string Path { get; }

    /// <summary>The file without it; the same memory when there is none of it.</summary>
    ReadOnlyMemory<byte> Lift(ReadOnlyMemory<byte> content);

    /// <summary>What was lifted from <paramref name="before"/>, laid over what the merge came to.</summary>
    ReadOnlyMemory<byte> Lay(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> merged);
}
