using System.Diagnostics;
using Scaffold.Checks.Verification;

namespace Scaffold.Checks;

/// <summary>Writes down when containers start and end; thread-safe, shared by the images of a repository.</summary>
internal sealed class RunBook(Stopwatch clock)
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>In the order of their start; what still runs ends now.</summary>
    public IReadOnlyList<RunSpan> Spans
    {
        get
        {
            lock (_lock)
                return [.. _entries.Select(entry => new RunSpan(entry.What, entry.From, entry.To ?? clock.Elapsed))];
        }
    }

    /// <summary>A container starts now; disposing says that it is gone.</summary>
    public IDisposable Start(string what)
    {
        Entry entry = new(this, what, clock.Elapsed);
        lock (_lock)
            _entries.Add(entry);
        return entry;
    }

    private sealed class Entry(RunBook book, string what, TimeSpan from) : IDisposable
    {
        public string What => what;

        public TimeSpan From => from;

        public TimeSpan? To { get; private set; }

        public void Dispose()
        {
            lock (book._lock)
                To ??= book.Now;
        }
    }

    private TimeSpan Now => clock.Elapsed;
}
