namespace Scaffold.Core.Regeneration;

/// <summary>What regenerating does to a file.</summary>
public enum FileClass
{
    /// <summary>It is as the template writes it.</summary>
    Clean,

    /// <summary>The template changed it, its owner did not.</summary>
    Updated,

    /// <summary>Both changed it, in different places.</summary>
    Merged,

    /// <summary>Both changed it in one place, or one removed what the other changed.</summary>
    Conflict,

    /// <summary>The template has it anew.</summary>
    Added,

    /// <summary>The template has it no more, and its owner had not changed it.</summary>
    Removed,

    /// <summary>The template has it under another path; its owner's changes went along.</summary>
    Renamed,

    /// <summary>Its owner wrote it, and a check asks for the change; in a repository that is adopted.</summary>
    Mended,

    /// <summary>Its owner changed, replaced or deleted it, and so it stays.</summary>
    Kept,
}
