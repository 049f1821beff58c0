using System.Text.RegularExpressions;
using Scaffold.Checks.Serving;
using Scaffold.Engine;

namespace Scaffold.Checks.Startup;

/// <summary><c>docker run IMAGE train</c> and <c>docker run IMAGE serve</c> find a program that can be executed.</summary>
internal sealed partial class CommandsStart : ICheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public CheckInfo Info { get; } = new("C-31", "The words train and serve start a program", Phase.Train, Profile.Default, ["TRN-01", "TRN-02", "INF-01", "INF-02"])
    {
        Needs = Needs.Image,
        Details = """
            Starts the image with the word `train` and with the word `serve`, each if it is for that. Where samples are declared it looks at the
            normal training run and at the shared server; without them it starts both as they are and watches them for 10 s.

            - Fails: exit code 125, 126 or 127, or another one with the words of a shell or an init that could not start the program.
            - A program that starts and then ends, for whatever reason, passes here: C-40 and C-60 judge that.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        Tally tally = new();
        if (subject.Profiles.HasFlag(Profile.Train))
            Judge(tally, "train", await TrainAsync(subject, ct));
        if (subject.Profiles.HasFlag(Profile.Serve))
            Judge(tally, "serve", await ServeAsync(subject, ct));
        return tally.ToFinding("Both words start a program.");
    }

    private static async Task<Start> TrainAsync(Subject subject, CancellationToken ct)
    {
        if (subject.Samples.Channels is not null)
        {
            var outcome = (await subject.Training.BaselineAsync(ct)).Outcome;
            return new(outcome.Exit, [.. outcome.Log.Select(line => line.Text)], outcome.RepeatCommand);
        }
        using var slot = await subject.TakeSlotAsync(ct);
        await using var run = await subject.Engine.StartAsync(new RunRequest(subject.Image!, ["train"]), ct);
        return await WatchAsync(run, ct);
    }

    // Without a model a server may well end; here it only matters that it was a program that ended.
    private static async Task<Start> ServeAsync(Subject subject, CancellationToken ct)
    {
        if (await ServerAsync(subject, ct) is { } server)
            return new((server.Readiness as Readiness.Exited)?.Exit, server.Run.Log.TailText(20), server.Run.RepeatCommand);
        await using var folder = await subject.Engine.CreateFolderAsync(subject.Image!, [], ct);
        await using var alone = await subject.Servers.StartAsync(folder, ct);
        return await WatchAsync(alone.Run, ct);
    }

    private static async Task<Server?> ServerAsync(Subject subject, CancellationToken ct)
    {
        try
        {
            return await subject.Servers.WorkingAsync(ct);
        }
        catch (PrerequisiteException)
        {
            return null;
        }
    }

    private static async Task<Start> WatchAsync(IRun run, CancellationToken ct)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timed.CancelAfter(Patience);
        RunExit? exit = null;
        try
        {
            exit = await run.WaitAsync(timed.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // still running: it was started
        }
        return new(exit, run.Log.TailText(20), run.RepeatCommand);
    }

    private static void Judge(Tally tally, string word, Start start)
    {
        if (start.Exit is not { Code: var code } exit || code == 0)
            return;
        var said = string.Join('\n', (IEnumerable<string>)[exit.StartFault ?? "", .. start.Log]);
        if (code is not (125 or 126 or 127) && !ExecFault().IsMatch(said))
            return;
        var (what, fix) = Cause(word, said, code);
        tally.RepeatCommand ??= start.RepeatCommand;
        tally.Fail($"`{word}` does not start: {what} (exit code {code}).", fix, (IEnumerable<string>)[.. exit.StartFault is { } fault ? [fault] : Array.Empty<string>(), .. start.Log]);
    }

    private static (string What, string Fix) Cause(string word, string said, int code) => said switch
    {
        _ when Says(said, "exec format error") =>
            ("the processor cannot execute it, or a script has no first line", "Build for linux/amd64 (`--platform linux/amd64`), and start scripts with #!."),
        _ when said.Contains('\r', StringComparison.Ordinal) || Says(said, @"\r") =>
            ("its first line ends in a carriage return", "Store scripts with LF line ends: `*.sh text eol=lf` in .gitattributes."),
        _ when code == 126 || Says(said, "permission denied") =>
            ("it may not be executed", $"COPY --chmod=755 the file {word}; a checkout on Windows loses the mode."),
        _ when code == 127 && Says(said, "executable file not found") =>
            ($"there is no executable file `{word}` on the image's PATH", $"COPY --chmod=755 a file {word} into a folder of PATH, or set an ENTRYPOINT that takes the word."),
        _ when code == 127 =>
            ("it, or the interpreter of its first line, does not exist", "Name an interpreter that is in the image, and store scripts with LF line ends."),
        _ => ("the engine could not start it", "See the engine's words."),
    };

    private static bool Says(string said, string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);

    // Shells and inits that start the program themselves say it in these words and end with codes of their own.
    [GeneratedRegex(@"exec format error|exec .{0,200}(permission denied|not found|no such file)|(^|\n).{0,200}: (train|serve): (not found|command not found|permission denied)", RegexOptions.IgnoreCase)]
    private static partial Regex ExecFault();

    private sealed record Start(RunExit? Exit, IReadOnlyList<string> Log, string RepeatCommand);
}
