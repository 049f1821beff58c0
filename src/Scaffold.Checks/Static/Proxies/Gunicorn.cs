using System.Globalization;
using System.Text.RegularExpressions;

namespace Scaffold.Checks.Static.Proxies;

/// <summary>gunicorn's worker time-out, read from its settings file, the script that starts it, or the environment.</summary>
/// <param name="Seconds">Null when it is set by something that cannot be read here; infinity for 0, which switches it off.</param>
/// <param name="Bound">False for workers that are not stopped for a long request: all kinds but sync.</param>
internal sealed partial record Gunicorn(double? Seconds, bool Bound, string Text, SourcePlace Where)
{
    private const string Default = "timeout 30 (gunicorn's default)";

    /// <summary>Null when nothing here starts gunicorn.</summary>
    /// <param name="files">Text by path: settings, scripts, a Dockerfile.</param>
    public static Gunicorn? In(IReadOnlyDictionary<string, string> files)
    {
        var sources = files.Where(file => IsSettings(file.Key) || (!Other().IsMatch(file.Key) && Starts().IsMatch(file.Value))).OrderBy(file => IsSettings(file.Key)).ThenBy(file => file.Key, StringComparer.Ordinal).ToList();
        if (sources.Count == 0)
            return null;
        var bound = !sources.Exists(file => OtherWorkers().IsMatch(file.Value));
        foreach (var (file, text) in sources) // the command line wins over the settings file
        {
            if (Timeout(file).Match(text) is { Success: true } match)
                return new(Value(match.Groups[1].Value.Trim(), text), bound, $"timeout {match.Groups[1].Value.Trim(' ', '"', '\'')}", new(file, LineOf(text, match.Index)));
        }
        var (first, content) = sources[0];
        return new(30, bound, Default, new(first, LineOf(content, Starts().Match(content).Index)));
    }

    private static bool IsSettings(string file) => SettingsName().IsMatch(file);

    private static Regex Timeout(string file) => IsSettings(file) ? Setting() : Option();

    /// <summary>A number, or the last number of an expression such as <c>int(os.environ.get("TIMEOUT", "60"))</c>, also one step behind a name.</summary>
    private static double? Value(string expression, string text)
    {
        if (Numbers().Matches(expression) is [.., var number])
            return double.Parse(number.ValueSpan, CultureInfo.InvariantCulture) is var seconds && seconds == 0 ? double.PositiveInfinity : seconds;
        if (Name().Matches(expression) is not [.., var name])
            return null;
        var assignment = Regex.Match(text, $@"^\s*{name.Value}\s*=([^\n]*\d[^\n]*)$", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        return assignment.Success ? Value(assignment.Groups[1].Value, "") : null;
    }

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex(@"(^|/)gunicorn[^/]*\.py$")]
    private static partial Regex SettingsName();

    /// <summary>Files that start no gunicorn, whatever they say of it.</summary>
    [GeneratedRegex(@"\.(cs|conf|template)$")]
    private static partial Regex Other();

    /// <summary>gunicorn as a command or a word of one, outside a comment.</summary>
    [GeneratedRegex(@"^(?![ \t]*#)[^\n]*(?<![\w.-])gunicorn(?![\w.=<>~!-])", RegexOptions.Multiline)]
    private static partial Regex Starts();

    [GeneratedRegex(@"^timeout\s*=\s*([^\n#]+)", RegexOptions.Multiline)]
    private static partial Regex Setting();

    /// <summary><c>--timeout 60</c>, <c>"--timeout", str(seconds)</c>, <c>"timeout": 60</c>.</summary>
    [GeneratedRegex("""(?:--timeout(?:["']\s*,|[ =])|["']timeout["']\s*[:,])\s*([^,\n\]}]+)""")]
    private static partial Regex Option();

    [GeneratedRegex("""(?:-k|--worker-class)["']?[ =,]+["']?(?!sync\b)\w|^\s*worker_class\s*=\s*["'](?!sync\b)|["']worker_class["']\s*:\s*["'](?!sync\b)|(?:--threads["']?[ =,]+["']?|^\s*threads\s*=\s*)(?![01]\b)[\w]""", RegexOptions.Multiline)]
    private static partial Regex OtherWorkers();

    [GeneratedRegex(@"(?<![\w.])\d+(\.\d+)?(?![\w.])")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex Name();
}
