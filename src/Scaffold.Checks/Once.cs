using System.Diagnostics;

namespace Scaffold.Checks;

/// <summary>A thing that several checks share and that is made when the first of them asks.</summary>
internal sealed class Once<T>(Func<Task<T>> make)
{
    private readonly Lazy<Task<T>> _task = new(() => Task.Run(make));

    /// <summary>The thing when it has been made well; default otherwise.</summary>
    public T? Made => _task is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? _task.Value.Result : default;

    public async Task<T> GetAsync(CancellationToken ct)
    {
        var first = !_task.IsValueCreated;
        var clock = Stopwatch.StartNew();
        try
        {
            return await _task.Value.WaitAsync(ct);
        }
        finally
        {
            if (!first)
                Waiting.Add(clock.Elapsed);
        }
    }

    /// <summary>Waits until nothing is being made any more, whatever came of it.</summary>
    public async Task SettleAsync()
    {
        if (_task.IsValueCreated)
            await ((Task)_task.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

/// <summary>Time a check waited for what another one was making; it does not count as the check's own.</summary>
internal static class Waiting
{
    private static readonly AsyncLocal<Clock?> Current = new();

    public static Clock Begin() => Current.Value = new Clock();

    public static void Add(TimeSpan time) => Current.Value?.Add(time);

    internal sealed class Clock
    {
        private long _ticks;

        public TimeSpan Total => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

        public void Add(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }
}
