using System.Collections.Concurrent;

namespace Scaffold.Tests.Verify;

/// <summary>Long runs, a few at once, and as many more as an idle machine has room for: while a test waits for its own, those of the tests after it are under way.</summary>
public abstract class Runs<T>(IReadOnlyList<string> names, int atOnce, int more) : IAsyncLifetime
{
    // So many that one of a minute does not keep the others from starting.
    private const int Ahead = 64;

    private readonly ConcurrentDictionary<string, Lazy<Task<T>>> _runs = [];
    private readonly SemaphoreSlim _slots = new(atOnce);
    private readonly SemaphoreSlim _more = new(more);
    private readonly CancellationTokenSource _end = new();

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public Task<T> Of(string name)
    {
        foreach (var each in names.SkipWhile(other => other != name).Skip(1).Take(Ahead).Prepend(name))
            _ = Start(each);
        return Start(name);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await ((Task)Task.WhenAll(_runs.Values.Select(run => run.Value))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _slots.Dispose();
        _more.Dispose();
        _end.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<T> RunAsync(string name, string folder, CancellationToken ct);

    private Task<T> Start(string name) => _runs.GetOrAdd(name, _ => new(() => Task.Run(() => RunInTurnAsync(name)))).Value;

    private async Task<T> RunInTurnAsync(string name)
    {
        var slot = await SlotAsync();
        try
        {
            using TemporaryFolder folder = new();
            return await RunAsync(name, folder.Path, _end.Token);
        }
        finally
        {
            slot.Release();
        }
    }

    private async Task<SemaphoreSlim> SlotAsync()
    {
        while (!await _slots.WaitAsync(TimeSpan.FromSeconds(1), _end.Token))
        {
            if (Machine.HasRoom() && await _more.WaitAsync(TimeSpan.Zero, _end.Token))
                return _more;
        }

        return _slots;
    }
}
