namespace Scaffold.Checks.Image;

/// <summary>Entry programs have an executable bit, and shell scripts end in <c>exec</c>, so that SIGTERM reaches the program.</summary>
internal sealed class EntryScriptsAreExecutable : ICheck
{
    private const int AnyExecute = 0x49; // 0111

    public CheckInfo Info { get; } = new("C-13", "Entry scripts are executable and end in exec", Phase.Image, Profile.All, ["IMG-07", "INF-03"])
    {
        Needs = Needs.Image,
        Details = """
            Looks at the mode of each entry program, and at the end of those that are shell scripts.

            - Fails: no executable bit at all, which is exit code 126.
            - Warns: a shell script that neither ends in `exec` nor traps SIGTERM: the signal stops at the shell.
            - A script that ENTRYPOINT hands to an interpreter needs no bit. With the process engine the repository's modes count, unless
              its Dockerfile sets modes.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var programs = (await EntryPrograms.OfAsync(subject, ct)).Where(program => program.Path is not null).ToList();
        if (programs.Count == 0)
            return Finding.Skip("No entry script was found to look at.");
        Tally tally = new();
        List<string> seen = [];
        foreach (var program in programs)
        {
            var mode = program.Mode is { } bits ? Octal(bits) : "set by the Dockerfile";
            tally.Measured[program.Word] = mode;
            seen.Add($"{program.Name} {mode}");
            if (program.Role != EntryRole.Read && program.Mode is { } known && (known & AnyExecute) == 0)
            {
                tally.Places.AddRange(program.At(1));
                tally.Fail(
                    $"{program.Name} has mode {mode}: permission denied (exit code 126) when it is started.",
                    "Write COPY --chmod=755 in the Dockerfile: it holds on Windows too, where checkouts lose the bit.");
            }
            if (program.File is var file && file.IsShell(program.Path!) && !ShellScript.HandsOver(file.Text))
            {
                tally.Places.AddRange(program.At(file.Text.AsSpan().TrimEnd().Count('\n') + 1));
                tally.Warn(
                    $"{program.Name} is a shell script that does not end in exec: SIGTERM stops at the shell.",
                    "Put exec before its last command, such as exec \"$@\".");
            }
        }
        return tally.ToFinding($"Executable: {string.Join(", ", seen)}.");
    }

    private static string Octal(int mode) => Convert.ToString(mode & 0xFFF, 8).PadLeft(4, '0');
}
