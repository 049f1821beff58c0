namespace Scaffold.Core.Regeneration;

/// <summary>Keeps an overlay out of a merge: the owner's file goes into it without, and it lies on what comes out.</summary>
internal sealed class OverlaidFile
{
    private readonly IOverlay _overlay;
    private readonly OwnerFile _ours;

    private OverlaidFile(IOverlay overlay, OwnerFile ours, OwnerFile lifted) => (_overlay, _ours, Lifted) = (overlay, ours, lifted);

    /// <summary>The owner's file without the overlay.</summary>
    public OwnerFile Lifted { get; }

    /// <summary>Null when the owner has none of it, or the template has some of it too: then it is text like any other.</summary>
    public static OverlaidFile? Find(IOverlay overlay, OwnerFile? ours, params IEnumerable<ReadOnlyMemory<byte>> template)
    {
        if (ours is null or { IsReplaced: true } || template.Any(content => !overlay.Lift(content).Equals(content)))
            return null;
        var lifted = overlay.Lift(ours.Content);
        return lifted.Equals(ours.Content) ? null : new(overlay, ours, ours with { Content = lifted });
    }

    public FileChange Lay(FileChange merged)
    {
        if (merged.Path != _overlay.Path)
            return merged;
        if (merged.Write is not { } write)
            return merged with { Before = _ours };
        return merged with { Before = _ours, Write = write with { Content = _overlay.Lay(_ours.Content, write.Content) } };
    }
}
