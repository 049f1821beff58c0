namespace Scaffold.Core.Regeneration;

/// <summary>Three contents of one file into one. Text is merged, anything else never.</summary>
/// <param name="Why">Of a conflict that no mark shows.</param>
internal sealed record FileMerge(FileClass Class, ReadOnlyMemory<byte> Content, string? Why = null)
{
    public static FileMerge Merge(ReadOnlyMemory<byte> pristine, ReadOnlyMemory<byte> ours, ReadOnlyMemory<byte> theirs, MergeLabels labels)
    {
        if (IsSame(ours, theirs))
            return new(FileClass.Clean, ours);
        if (IsSame(pristine, theirs))
            return new(FileClass.Kept, ours);
        if (ours.Span.SequenceEqual(pristine.Span))
            return new(FileClass.Updated, theirs);
        if (FileText.Read(pristine.Span) is not { } before || FileText.Read(ours.Span) is not { } mine || FileText.Read(theirs.Span) is not { } today)
            return new(FileClass.Conflict, ours, "it is no text, and both changed it: yours stays");

        var merged = TextMerge.Merge(before.Text, mine.Text, today.Text, labels);
        var content = (ReadOnlyMemory<byte>)mine.Encode(merged.Text);
        if (merged.Conflicts > 0)
            return new(FileClass.Conflict, content, $"{merged.Conflicts} conflict{(merged.Conflicts is 1 ? "" : "s")} marked in it");
        return new(IsSame(pristine, ours) ? FileClass.Updated : FileClass.Merged, content);
    }

    /// <summary>Equal, but for line ends.</summary>
    public static bool IsSame(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) =>
        one.Span.SequenceEqual(other.Span)
        || (FileText.Read(one.Span) is { } first && FileText.Read(other.Span) is { } second && first.Text.ReplaceLineEndings("\n") == second.Text.ReplaceLineEndings("\n"));
}
