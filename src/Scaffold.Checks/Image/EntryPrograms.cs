using System.Buffers;
using Scaffold.Checks.Dockerfiles;
using Scaffold.Engine;

namespace Scaffold.Checks.Image;

/// <summary>Finds the entry programs: in the image where an engine shows it, otherwise those the repository holds.</summary>
internal static class EntryPrograms
{
    private static readonly HashSet<string> Interpreters = ["sh", "bash", "dash", "ash", "zsh", "ksh", "python", "python3"];

    private static readonly string[] Usual = ["container", "."];

    /// <summary>Patterns, variables, URLs, heredocs.</summary>
    private static readonly SearchValues<char> NoPath = SearchValues.Create("*?[$:<");

    /// <summary>True when the image itself can be looked at.</summary>
    public static bool ShowsImage(Subject subject) => subject.Image is not null && subject.Engine.Can.Images;

    public static async Task<IReadOnlyList<EntryProgram>> OfAsync(Subject subject, CancellationToken ct) =>
        ShowsImage(subject) ? await InImageAsync(subject, ct)
        : subject.Directory is not null ? await InRepositoryAsync(subject.Directory, Commands(subject.Profiles), ct)
        : [];

    /// <summary>The words SageMaker starts an image with.</summary>
    public static IReadOnlyList<string> Commands(Profile profiles) =>
        [.. new[] { (Profile.Train, "train"), (Profile.Serve, "serve") }.Where(pair => profiles.HasFlag(pair.Item1)).Select(pair => pair.Item2)];

    private static async Task<IReadOnlyList<EntryProgram>> InImageAsync(Subject subject, CancellationToken ct)
    {
        var config = await subject.ConfigAsync(ct);
        var files = await subject.FilesAsync(ct);
        ImagePrograms programs = new(config, files);
        List<EntryProgram> found = [];
        foreach (var (word, role) in Words(config, Commands(subject.Profiles)))
        {
            var file = await programs.FindAsync(word, ct);
            if (file is null && role != EntryRole.Needed)
                continue;
            var content = file is null ? [] : await files.ReadAsync(file.Path, EntryProgram.Largest, ct) ?? [];
            found.Add(new(word, file?.Path, file?.Mode, content, role));
        }
        if (subject.Directory is null)
            return found;
        var sources = await InRepositoryAsync(subject.Directory, Commands(subject.Profiles), ct);
        return [.. found.Select(program => program with { Source = SourceOf(program, sources)?.Source })];
    }

    /// <summary>A file of the same name and content: where a COPY puts what is not followed.</summary>
    private static EntryProgram? SourceOf(EntryProgram program, IReadOnlyList<EntryProgram> sources) => sources.FirstOrDefault(source =>
        program.Path is not null && ImagePath.Name(source.Path!) == ImagePath.Name(program.Path) && source.Content.Span.SequenceEqual(program.Content.Span));

    private static IEnumerable<(string Word, EntryRole Role)> Words(ImageConfig config, IReadOnlyList<string> commands)
    {
        var entrypoint = config.Entrypoint;
        if (entrypoint.Count == 0)
            return commands.Select(word => (word, EntryRole.Needed));

        List<(string, EntryRole)> words = [(entrypoint[0], EntryRole.Needed)];
        var program = ImagePath.Name(entrypoint[0]) == "env" ? 1 : 0;
        if (program == 1 && entrypoint.Count > 1 && entrypoint[1] is not ['-', ..] && !entrypoint[1].Contains('=', StringComparison.Ordinal))
            words.Add((entrypoint[1], EntryRole.Needed));
        if (entrypoint.Count > program + 1 && Interpreters.Contains(ImagePath.Name(entrypoint[program])) && entrypoint[program + 1] is ['/' or '.', ..] script)
            words.Add((script, EntryRole.Read));
        return words.Concat(commands.Select(word => (word, EntryRole.Possible)));
    }

    /// <summary>Files of those names and shell scripts, in container/, at the top, and in folders that the Dockerfile copies.</summary>
    private static async Task<IReadOnlyList<EntryProgram>> InRepositoryAsync(string directory, IReadOnlyList<string> commands, CancellationToken ct)
    {
        var file = await Dockerfile.InAsync(directory, ct);
        var copied = Copied(file).ToList();
        List<EntryProgram> found = [];
        foreach (var folder in Usual.Concat(copied.Where(source => !source.AsSpan().ContainsAny(NoPath))).Distinct().Select(name => new DirectoryInfo(Path.Combine(directory, name))).Where(folder => folder.Exists))
        {
            foreach (var program in folder.EnumerateFiles().Where(program => commands.Contains(program.Name) || (program.Extension == ".sh" && IsCopied(copied, Path.GetRelativePath(directory, program.FullName)))).OrderBy(program => program.Name, StringComparer.Ordinal))
            {
                var path = Path.GetRelativePath(directory, program.FullName).Replace('\\', '/');
                await using var stream = program.OpenRead();
                var content = new byte[Math.Min(program.Length, EntryProgram.Largest)];
                await stream.ReadExactlyAsync(content, ct);
                int? mode = OperatingSystem.IsWindows() || (file is not null && SetsModes(file)) ? null : (int)program.UnixFileMode;
                found.Add(new(path, path, mode, content, program.Extension == ".sh" ? EntryRole.Possible : EntryRole.Needed) { Source = path });
            }
        }
        return found;
    }

    /// <summary>Paths of the repository that the image has as they are.</summary>
    private static IEnumerable<string> Copied(Dockerfile? file) =>
        from step in file?.FinalStage?.Steps ?? []
        where step.Instruction.Keyword is "COPY" or "ADD" && step.Instruction.Flag("from") is null
        from source in step.Words.SkipLast(1)
        let folder = ImagePath.Resolve("/", source).TrimStart('/')
        select folder.Length is 0 ? "." : folder;

    /// <summary>No Dockerfile that copies anything leaves it out: a script that pushes the image starts nothing in it.</summary>
    private static bool IsCopied(List<string> copied, string script) =>
        copied.Count is 0 || copied.Any(source => source is "." || ImagePath.IsIn(script.Replace('\\', '/'), source) || source.AsSpan().ContainsAny(NoPath));

    /// <summary>A Dockerfile that sets modes itself makes those of the repository meaningless.</summary>
    private static bool SetsModes(Dockerfile file) => file.Instructions.Any(instruction =>
        instruction.Flag("chmod") is not null || (instruction.Keyword == "RUN" && instruction.Arguments.Contains("chmod", StringComparison.Ordinal)));
}
