namespace Scaffold.Core.Regeneration;

/// <summary>Lines of one text that became lines of another; either may be none.</summary>
internal readonly record struct Change(int FromStart, int FromEnd, int ToStart, int ToEnd)
{
    public bool IsReplacement => FromEnd > FromStart && ToEnd > ToStart;

    public Change MovedDown() => new(FromStart + 1, FromEnd + 1, ToStart + 1, ToEnd + 1);
}
