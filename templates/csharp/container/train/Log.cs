using System.Text;
using Launcher.Python;

namespace Launcher;

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
