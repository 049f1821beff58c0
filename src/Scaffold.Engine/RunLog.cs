using System.Diagnostics;

namespace Scaffold.Engine;

/// <summary>Lines a run printed, with the time since its start; thread-safe, bounded: the first and the last lines are kept.</summary>
public sealed class RunLog
{
    private const int Head = 2_000, Tail = 4_000, LineLength = 4_096;
    private readonly Lock _lock = new();
    private readonly List<LogLine> _head = [];
    private readonly Queue<LogLine> _tail = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Every line kept, oldest first.</summary>
    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_lock)
                return [.. _head, .. _tail];
        }
    }

    /// <summary>Counts time from now: the program starts.</summary>
    internal void Restart()
    {
        lock (_lock)
            _clock.Restart();
    }

    public void Add(bool error, string text)
    {
        var line = new LogLine(_clock.Elapsed, error, text.Length > LineLength ? text[..LineLength] + "…" : text);
        lock (_lock)
        {
            if (_head.Count < Head)
            {
                _head.Add(line);
                return;
            }
            _tail.Enqueue(line);
            if (_tail.Count > Tail)
                _tail.Dequeue();
        }
    }

    /// <summary>The last lines as text, for evidence.</summary>
    public IReadOnlyList<string> TailText(int count) => [.. Lines.TakeLast(count).Select(line => line.Text)];
}

/// <summary>A line a run printed.</summary>
/// <param name="At">Time since the start of the run.</param>
/// <param name="Error">From stderr.</param>
public sealed record LogLine(TimeSpan At, bool Error, string Text);
