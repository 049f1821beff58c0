using System.Text.RegularExpressions;

namespace Scaffold.Engine.Docker;

/// <summary>Reads what BuildKit prints with <c>--progress=plain</c> and finds the step that failed.</summary>
internal sealed partial class BuildLog
{
    private const int TailLines = 20, KeptLines = 400;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _steps = [];
    private readonly Queue<(string? Number, string Text)> _lines = [];
    private string? _failed, _verdict;

    /// <summary>The step that failed, such as <c>[2/4] RUN pip install flask</c>; what the builder said of it when no step did.</summary>
    public string FailedStep
    {
        get
        {
            lock (_lock)
                return _failed is not null && _steps.TryGetValue(_failed, out var step) ? step : _verdict ?? "docker build";
        }
    }

    /// <summary>The builder did not get as far as the Dockerfile: there is none of that name, or it does not answer.</summary>
    public bool NeverBegan
    {
        get
        {
            lock (_lock)
                return _steps.Values.All(step => Starting().IsMatch(step));
        }
    }

    /// <summary>The last lines of the step that failed, else of all.</summary>
    public IReadOnlyList<string> Tail
    {
        get
        {
            lock (_lock)
            {
                var ofStep = _failed is null ? [] : _lines.Where(line => line.Number == _failed).ToList();
                return [.. (ofStep.Count > 0 ? ofStep : [.. _lines]).TakeLast(TailLines).Select(line => line.Text)];
            }
        }
    }

    public void Add(string line)
    {
        lock (_lock)
        {
            if (Numbered().Match(line) is { Success: true } match)
                AddOf(match.Groups["number"].Value, match.Groups["text"].Value);
            else
                AddPlain(line);
            while (_lines.Count > KeptLines)
                _lines.Dequeue();
        }
    }

    private void AddOf(string number, string text)
    {
        if (_steps.TryAdd(number, text))
            return;
        if (text.StartsWith("ERROR", StringComparison.Ordinal))
            _failed = number;
        if (!Noise().IsMatch(text))
            _lines.Enqueue((number, Time().Replace(text, "")));
    }

    private void AddPlain(string line)
    {
        if (Verdict().Match(line) is { Success: true } match)
            _verdict = match.Groups["why"].Value;
        if (line.Length > 0)
            _lines.Enqueue((null, line));
    }

    [GeneratedRegex(@"^#(?<number>\d+) (?<text>.+)$")]
    private static partial Regex Numbered();

    // What buildx prints of its builder before a build.
    [GeneratedRegex(@"^(building with |\[internal\] (waiting for connection|booting buildkit))")]
    private static partial Regex Starting();

    [GeneratedRegex(@"^(CACHED|DONE|CANCELED|\.\.\.)( |$)")]
    private static partial Regex Noise();

    [GeneratedRegex(@"^\d+\.\d+ ")]
    private static partial Regex Time();

    [GeneratedRegex(@"^(ERROR: )?(failed to solve(?: with frontend \S+)?: |failed to build: )(?<why>.+)$")]
    private static partial Regex Verdict();
}
