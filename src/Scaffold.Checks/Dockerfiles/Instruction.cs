namespace Scaffold.Checks.Dockerfiles;

/// <summary>An instruction of a Dockerfile, its lines joined and comments left out.</summary>
/// <param name="Keyword">In capitals, such as <c>COPY</c>.</param>
/// <param name="Arguments">What follows keyword and flags, as written.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="EndLine">Its last line; that of the heredoc's end when it has one.</param>
internal sealed record Instruction(string Keyword, string Arguments, int Line, int EndLine)
{
    public IReadOnlyList<InstructionFlag> Flags { get; init; } = [];

    /// <summary>The arguments when they are a JSON array of strings (exec form); null in shell form.</summary>
    public IReadOnlyList<string>? Json { get; init; }

    public IReadOnlyList<Heredoc> Heredocs { get; init; } = [];

    /// <summary>Value of <c>--name=value</c>; null when there is no such flag.</summary>
    public string? Flag(string name) => Flags.FirstOrDefault(flag => flag.Name == name)?.Value;
}

/// <summary>A flag such as <c>--chmod=755</c>; the value is empty when there is none.</summary>
internal sealed record InstructionFlag(string Name, string Value);

/// <summary>A here-document: its word without quotes, and the lines up to that word.</summary>
internal sealed record Heredoc(string Name, string Content);
