namespace Scaffold.Checks.Image;

/// <summary>A program that SageMaker starts, or that ENTRYPOINT names.</summary>
/// <param name="Word">The word that starts it, such as <c>train</c>.</param>
/// <param name="Path">In the image, or in the repository; null when it was not found.</param>
/// <param name="Mode">Permission bits; null where they are not known.</param>
/// <param name="Content">Its first megabyte.</param>
/// <param name="Role">What it is wanted for.</param>
internal sealed record EntryProgram(string Word, string? Path, int? Mode, ReadOnlyMemory<byte> Content, EntryRole Role)
{
    public const int Largest = 1 << 20;

    /// <summary>The file of the repository that it is, as far as that is known.</summary>
    public string? Source { get; init; }

    public ProgramFile File => ProgramFile.Read(Content.Span);

    /// <summary>A line of it in the repository; none where that is not known.</summary>
    public IEnumerable<SourcePlace> At(int line) => Source is null ? [] : [new(Source, line)];

    /// <summary>The word, and the path where that says more.</summary>
    public string Name => Path is null || Path == Word ? Word : $"{Word} ({Path})";
}

/// <summary>What an entry program is wanted for.</summary>
internal enum EntryRole
{
    /// <summary>Started by the kernel; the image does nothing without it.</summary>
    Needed,

    /// <summary>Started by the kernel when the ENTRYPOINT passes the word on to it.</summary>
    Possible,

    /// <summary>Read by an interpreter that ENTRYPOINT names: needs neither a first line nor a mode.</summary>
    Read,
}
