namespace Scaffold.Core.Regeneration;

/// <summary>What the two sides of a conflict are called in its marks.</summary>
public sealed record MergeLabels(string Ours, string Theirs);
