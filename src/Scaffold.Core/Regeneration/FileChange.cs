using Scaffold.Core.Planning;

namespace Scaffold.Core.Regeneration;

/// <summary>What becomes of one file.</summary>
/// <param name="Path">Where it is afterwards, or was, when it goes.</param>
public sealed record FileChange(string Path, FileClass Class)
{
    /// <summary>Its path before, when the template has it under another now.</summary>
    public string? From { get; init; }

    /// <summary>What a person wants to know besides the class.</summary>
    public string? Why { get; init; }

    /// <summary>As its owner has it; null when there is nothing.</summary>
    public OwnerFile? Before { get; init; }

    /// <summary>What is to be written; null when nothing is.</summary>
    public PlannedFile? Write { get; init; }

    /// <summary>The path that goes; null when none does.</summary>
    public string? Delete { get; init; }

    /// <summary>The same without what is in the file.</summary>
    public FileChange Outline() => this with { Before = Before is null ? null : Before with { Content = default }, Write = Write is null ? null : Write with { Content = default } };
}
