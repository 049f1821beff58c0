using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Image;

/// <summary>Entry scripts have line feeds only, no byte order mark, and a first line whose interpreter is in the image.</summary>
internal sealed class EntryScriptsAreWellFormed : ICheck
{
    private const string LineEnds = "Save it with LF line ends, and add to .gitattributes: * text=auto eol=lf";

    public CheckInfo Info { get; } = new("C-12", "Entry scripts have LF line ends and an interpreter", Phase.Image, Profile.All, ["IMG-07"])
    {
        Needs = Needs.Image,
        Details = """
            Reads the first megabyte of each entry program: `train`, `serve`, what ENTRYPOINT names, the script its interpreter is given.

            - Fails: a carriage return in any line, a byte order mark, no `#!` at the start of a script, a program for Windows or macOS, an
              interpreter that is not in the image, also one that `env` would look for.
            - A script that ENTRYPOINT hands to an interpreter needs no first line.
            - With the process engine: `train`, `serve` and `*.sh` in `container/` and at the top of the repository, and no look for interpreters.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var programs = (await EntryPrograms.OfAsync(subject, ct)).Where(program => program.Path is not null).ToList();
        if (programs.Count == 0)
            return Finding.Skip("No entry script was found to look at.");
        Tally tally = new();
        var image = EntryPrograms.ShowsImage(subject) ? new ImagePrograms(await subject.ConfigAsync(ct), await subject.FilesAsync(ct)) : null;
        foreach (var program in programs)
        {
            var (file, before) = (program.File, tally.Count);
            tally.Evidence.Add($"{program.Name}: {Describe(file)}");
            JudgeKind(program, file, tally);
            JudgeText(program, file, tally);
            if (image is not null && program.Role != EntryRole.Read)
                await JudgeInterpreterAsync(program, file, image, tally, ct);
            if (tally.Count > before)
                tally.Places.AddRange(program.At(file.CarriageReturns is [var line, ..] ? line : 1));
        }
        return tally.ToFinding($"Well formed: {string.Join(", ", tally.Evidence)}.");
    }

    private static string Describe(ProgramFile file) => file.Kind switch
    {
        ProgramKind.Linux => "a Linux program",
        ProgramKind.Script => $"a script for {string.Join(' ', file.Interpreter)}",
        ProgramKind.Empty => "empty",
        ProgramKind.Foreign => "a program of another system",
        _ => "text",
    };

    private static void JudgeKind(EntryProgram program, ProgramFile file, Tally tally)
    {
        if (program.Role == EntryRole.Read)
            return;
        if (file.Kind == ProgramKind.Foreign)
            tally.Fail($"{program.Name} is a Windows or macOS program: exec format error.", "Build it for Linux, best inside the Dockerfile.");
        else if (file.Kind is ProgramKind.Text or ProgramKind.Empty)
            tally.Fail($"{program.Name} does not begin with #!, nor is it a Linux program: exec format error.", "Make #!/usr/bin/env python3, or the like, its first line.");
        else if (file is { Kind: ProgramKind.Script, Interpreter: [] })
            tally.Fail($"{program.Name} names no interpreter after #!.", "Make #!/usr/bin/env python3, or the like, its first line.");
    }

    private static void JudgeText(EntryProgram program, ProgramFile file, Tally tally)
    {
        if (file.ByteOrderMark)
            tally.Fail($"{program.Name} begins with a byte order mark, which hides its #! from Linux.", "Save it as UTF-8 without byte order mark.");
        if (file.CarriageReturns is not [var first, ..])
            return;
        var lines = file.CarriageReturns.Count == 1 ? $"in line {first}" : $"in {file.CarriageReturns.Count} lines, the first being line {first}";
        tally.Fail(
            first == 1 ? $"{program.Name} has carriage returns {lines}: Linux looks for an interpreter of that name, \\r included." : $"{program.Name} has carriage returns {lines}.",
            LineEnds);
    }

    private static async Task JudgeInterpreterAsync(EntryProgram program, ProgramFile file, ImagePrograms image, Tally tally, CancellationToken ct)
    {
        if (file.Interpreter is not [var interpreter, ..])
            return;
        if (!interpreter.StartsWith('/') || await image.FindAsync(interpreter, ct) is null)
        {
            tally.Fail($"{program.Name} asks for {interpreter}, which is not in the image.", "Name an interpreter by its path in the image, or find it by PATH: #!/usr/bin/env python3");
            return;
        }
        var found = file.Interpreter.Skip(1).FirstOrDefault(word => !word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal));
        if (ImagePath.Name(interpreter) == "env" && found is not null && await image.FindAsync(found, ct) is null)
            tally.Fail($"{program.Name} asks env for {found}, which is not on the image's PATH ({string.Join(':', image.SearchPath)}).", $"Install {found}, or name an interpreter that is in the image.");
    }
}
