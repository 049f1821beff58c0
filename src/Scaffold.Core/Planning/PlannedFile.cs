namespace Scaffold.Core.Planning;

/// <summary>A file of the repository, before it is written.</summary>
/// <param name="Path">Relative to the repository, forward slashes.</param>
/// <param name="Executable">Mode 0755, else 0644.</param>
public sealed record PlannedFile(string Path, ReadOnlyMemory<byte> Content, bool Executable);
