using System.Text;
using System.Text.RegularExpressions;

namespace Scaffold.Checks.Training;

/// <summary>Judges whether the part of a failure file that becomes FailureReason tells a person the cause.</summary>
internal static partial class FailureText
{
    private const int Shown = 1024;

    /// <summary>What is wrong with it; null when it is good.</summary>
    public static string? Fault(ReadOnlyMemory<byte>? file)
    {
        if (file is not { } bytes)
            return "there is no /opt/ml/output/failure";
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span);
            return string.IsNullOrWhiteSpace(text) ? "the failure file is empty"
                : MeaningfulLines(text).Count == 0 ? $"the first {Shown} characters of the failure file name no cause"
                : null;
        }
        catch (DecoderFallbackException)
        {
            return "the failure file is not UTF-8";
        }
    }

    /// <summary>Lines of the shown part that say more than that something failed.</summary>
    public static IReadOnlyList<string> MeaningfulLines(string text) =>
    [
        .. (text.Length > Shown ? text[..Shown] : text).Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Count(char.IsLetter) > 2 && !Boilerplate().IsMatch(line) && !IsGeneric(line)),
    ];

    /// <summary>A word of the case is in the shown part.</summary>
    public static bool Mentions(string text, IEnumerable<string> words) =>
        MeaningfulLines(text).Any(line => words.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));

    // Tracebacks lead with frames, the training toolkit with its own command line: neither is a cause (TK-40).
    [GeneratedRegex(@"^(Traceback \(most recent call last\):|File "".*"", line \d+.*|at .+\(.*\).*|ExitCode .*|ErrorMessage ""?""?|Command "".*|ExecuteUserScriptError:?|Framework Error:?|During handling of the above exception.*|[\^~\s]+)$")]
    private static partial Regex Boilerplate();

    [GeneratedRegex(@"[\p{L}\d_]+")]
    private static partial Regex Word();

    private static bool IsGeneric(string line) => Word().Matches(line).All(word => Generic.Contains(word.Value) || int.TryParse(word.Value, out _));

    private static readonly HashSet<string> Generic = new(
        ("a an and the in of has have was were is with it did not non zero nonzero training train job script program process container algorithm main error exception "
        + "runtimeerror systemexit failed failure fail failing occurred unknown unexpected unhandled internal something went wrong exit exited exiting ended code status "
        + "returned please see check log logs for details more information sorry").Split(' '),
        StringComparer.OrdinalIgnoreCase);
}
