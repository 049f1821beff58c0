using System.Text;
using Microsoft.Win32.SafeHandles;

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

/// <summary>Training cannot start, or an installation failed. The message is the reason that the job's owner sees.</summary>
internal sealed class Fault(string message) : Exception(message);

/// <summary>The launcher's own lines, on stderr, marked `train:`.</summary>
internal static class Log
{
    private static readonly Dictionary<string, int> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["notset"] = 0, ["debug"] = 10, ["info"] = 20, ["warning"] = 30, ["warn"] = 30, ["error"] = 40, ["critical"] = 50, ["fatal"] = 50,
    };

    public static int Level { get; private set; } = 20;

    public static void Info(string text) => Write(text, 20);

    public static void Warning(string text) => Write(text, 30);

    public static void Error(string text) => Write(text, 40);

    /// <summary>Mends TK-04: a word is as good as a number, and the environment counts.</summary>
    public static void SetLevel(object? hyperparameter)
    {
        var asked = hyperparameter is null ? Variable.Get("SAGEMAKER_CONTAINER_LOG_LEVEL") : PythonText.Str(hyperparameter);
        if (asked is null)
            return;
        if (Levels.TryGetValue(asked, out var level) || int.TryParse(asked, out level))
            Level = level;
        else
            Info($"log level '{asked}' is neither a number nor one of {string.Join(", ", Levels.Keys)}; using info");
    }

    private static void Write(string text, int level)
    {
        if (level >= Level)
            StandardError.Write(Encoding.UTF8.GetBytes($"train: {text}\n"));
    }
}

/// <summary>
/// Our stderr, without <see cref="Console"/>: that would have .NET watch SIGCHLD, and as process 1 it then reaps every
/// child at once, the training program with its exit code included.
/// </summary>
internal static class StandardError
{
    private static readonly FileStream Stream = new(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    private static readonly Lock Gate = new();

    public static void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            lock (Gate)
                Stream.Write(bytes);
        }
        catch (IOException)
        {
            // Nobody reads it any more; the training is worth more than its log.
        }
    }
}
