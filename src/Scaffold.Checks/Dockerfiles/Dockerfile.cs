namespace Scaffold.Checks.Dockerfiles;

/// <summary>A Dockerfile as BuildKit reads it.</summary>
/// <param name="Path">As findings name it.</param>
/// <param name="Escape">Backslash, or the back-tick of <c># escape=`</c>.</param>
internal sealed record Dockerfile(string Path, char Escape, IReadOnlyList<Instruction> Instructions)
{
    private const int Largest = 256 << 10;
    private IReadOnlyList<Stage>? _stages;

    /// <summary>The stages in order; empty when nothing is FROM anything.</summary>
    public IReadOnlyList<Stage> Stages => _stages ??= StageReader.Read(this);

    /// <summary>Name of the stage that becomes the image (<c>docker build --target</c>); null for the last.</summary>
    public string? Target { get; init; }

    /// <summary>The stage that becomes the image; null when there is none.</summary>
    public Stage? FinalStage => Stages.LastOrDefault(stage => Target is null || string.Equals(stage.Name, Target, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads any text: what BuildKit would refuse comes out as instructions that make little sense.</summary>
    public static Dockerfile Parse(string text, string path = "Dockerfile") => new DockerfileReader(text).Read(path);

    /// <summary>The Dockerfile of a subject's repository, seen as its image is built; null when it has none.</summary>
    public static async Task<Dockerfile?> OfAsync(Subject subject, CancellationToken ct) =>
        await InAsync(subject.Directory, ct) is { } file ? file with { Target = subject.Target } : null;

    /// <summary>The Dockerfile of a repository; null when it has none.</summary>
    public static async Task<Dockerfile?> InAsync(string? directory, CancellationToken ct)
    {
        var file = directory is null ? null : new FileInfo(System.IO.Path.Combine(directory, "Dockerfile"));
        return file is { Exists: true, Length: <= Largest }
            ? Parse(await File.ReadAllTextAsync(file.FullName, ct))
            : null;
    }

    /// <summary>Where an instruction is, such as <c>Dockerfile(12)</c>.</summary>
    public SourcePlace At(Instruction instruction) => new(Path, instruction.Line);
}
