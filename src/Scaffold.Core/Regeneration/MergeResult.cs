namespace Scaffold.Core.Regeneration;

/// <summary>A merged text, with how many conflicts are marked in it.</summary>
public sealed record MergeResult(string Text, int Conflicts);
