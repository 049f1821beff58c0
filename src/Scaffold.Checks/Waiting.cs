using System.Diagnostics;

namespace Scaffold.Checks;

/// <summary>Time a check spends waiting for what another one makes, or for leave to start a container; it does not count as the check's own.</summary>
internal sealed class Waiting
{
    private static readonly AsyncLocal<Waiting?> OfThisCheck = new();
    private readonly Lock _lock = new();
    private readonly Stopwatch _idle = new();
    private int _waits, _works;

    /// <summary>The check this code runs for; null outside of one.</summary>
    public static Waiting? Current => OfThisCheck.Value;

    public TimeSpan Total
    {
        get
        {
            lock (_lock)
                return _idle.Elapsed;
        }
    }

    public static Waiting Begin() => OfThisCheck.Value = new Waiting();

    /// <summary>Waits from now until the scope is disposed.</summary>
    public static Scope Wait() => new(Current, waits: 1, works: 0);

    /// <summary>Works from now on, whatever else of the check waits meanwhile.</summary>
    public static Scope Work() => new(Current, waits: 0, works: 1);

    private void Change(int waits, int works)
    {
        lock (_lock)
        {
            (_waits, _works) = (_waits + waits, _works + works);
            if (_waits > 0 && _works == 0)
                _idle.Start();
            else
                _idle.Stop();
        }
    }

    internal sealed class Scope : IDisposable
    {
        private readonly int _waits, _works;
        private Waiting? _waiting;

        public Scope(Waiting? waiting, int waits, int works)
        {
            (_waiting, _waits, _works) = (waiting, waits, works);
            waiting?.Change(waits, works);
        }

        public void Dispose() => Interlocked.Exchange(ref _waiting, null)?.Change(-_waits, -_works);
    }
}
