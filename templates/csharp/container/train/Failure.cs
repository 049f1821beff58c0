namespace Launcher;

/// <summary>The reason why a job failed, as SageMaker shows it: the first 1,024 characters of output/failure (FS-16).</summary>
internal static class Failure
{
    private const int Longest = 1024;
    private const string Unhandled = "Unhandled exception. ";

    private static readonly string PathOfFile = Path.Combine(Folders.Output, "failure");

    /// <summary>TK-40 to TK-42: the cause in one line.</summary>
    public static string Explain(Outcome outcome)
    {
        var lines = outcome.ErrorTail.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        // .NET ends by SIGABRT after an exception that nobody caught; the stack trace comes below its first line.
        if (Array.FindLast(lines, line => line.StartsWith(Unhandled, StringComparison.Ordinal)) is { } exception)
            return exception[Unhandled.Length..];

        var signal = outcome.Status < 0 ? -outcome.Status : outcome.Status - 128;
        if (Meaning(signal) is { } meaning)
            return (outcome.Status < 0 ? "killed by " : $"exit code {outcome.Status}: something it ran was killed by ") + meaning;
        if (outcome.Status < 0)
            return $"killed by signal {signal}";
        return lines.Length > 0 ? lines[^1] : $"exit code {outcome.Status}, and nothing was written to stderr";
    }

    /// <summary>The cause first, then what ran, then as much of the end of stderr as fits. The program's own file stays (TK-49).</summary>
    public static void Write(string cause, string detail = "", string tail = "")
    {
        var text = detail.Length > 0 ? $"{First(cause, 400)}\n{First(detail, 300)}\n" : First(cause, Longest);
        if (detail.Length > 0)
            text += Last(tail.Trim(), Longest - text.Length);
        try
        {
            Directory.CreateDirectory(Folders.Output);
            using var file = new FileStream(PathOfFile, FileMode.CreateNew);
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!File.Exists(PathOfFile))
                Log.Error($"cannot write the failure file: {e.Message}");
        }
    }

    private static string? Meaning(int signal) => signal switch
    {
        4 => "SIGILL (signal 4): native code was built for another CPU",
        6 => "SIGABRT (signal 6): native code gave up",
        7 => "SIGBUS (signal 7): often /dev/shm or a disk is full",
        9 => "SIGKILL (signal 9): often out of memory",
        11 => "SIGSEGV (signal 11): a crash in native code",
        15 => "SIGTERM (signal 15): the job was stopped, and the program does not handle the signal",
        _ => null,
    };

    // Never half a surrogate pair.
    private static string First(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string Last(string text, int length) =>
        text.Length <= length ? text : text[(text.Length - length + (char.IsLowSurrogate(text[^length]) ? 1 : 0))..];
}
