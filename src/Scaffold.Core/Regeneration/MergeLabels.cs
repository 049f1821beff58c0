namespace Scaffold.Core.Regeneration;

/// <summary>The names of both sides in conflict marks.</summary>
public sealed record MergeLabels(string Ours, string Theirs);
