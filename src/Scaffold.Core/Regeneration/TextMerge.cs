namespace Scaffold.Core.Regeneration;

/// <summary>
/// Merges what the template changed since it last rendered a file into what its owner made of it, by lines. Line ends are no part
/// of a line: the owner's stay.
/// </summary>
public static class TextMerge
{
    /// <param name="pristine">What the template rendered last time.</param>
    /// <param name="ours">The owner's file.</param>
    /// <param name="theirs">What the template renders today.</param>
    public static MergeResult Merge(string pristine, string ours, string theirs, MergeLabels labels)
    {
        if (theirs == pristine || theirs == ours)
            return new(ours, 0);
        if (ours == pristine)
            return new(theirs, 0);

        TextLines before = new(pristine), owners = new(ours), templates = new(theirs);
        MergedText merged = new(owners, templates, labels);
        var done = 0;
        foreach (var place in Place.Of(LineDiff.Between(before.Lines, owners.Lines), LineDiff.Between(before.Lines, templates.Lines)))
        {
            merged.AddOurs(done, place.IsTheirs ? place.OursStart : place.OursEnd);
            if (place is { IsOurs: true, IsTheirs: true })
                merged.AddBoth(place.OursStart, place.OursEnd, place.TheirsStart, place.TheirsEnd);
            else if (place.IsTheirs)
                merged.AddTheirs(place.TheirsStart, place.TheirsEnd);
            done = place.OursEnd;
        }
        merged.AddOurs(done, owners.Lines.Count);

        // Whether the last line ends is merged by itself: there are two answers, so two sides that changed it agree.
        var lastLineEnds = owners.LastLineEnds == before.LastLineEnds ? templates.LastLineEnds : owners.LastLineEnds;
        return new(merged.ToText(lastLineEnds), merged.Conflicts);
    }
}
