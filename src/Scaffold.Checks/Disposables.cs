using System.Collections.Concurrent;

namespace Scaffold.Checks;

/// <summary>Things to be disposed together, last made first, each even when another one fails.</summary>
internal sealed class Disposables : IAsyncDisposable
{
    private readonly ConcurrentStack<IAsyncDisposable> _owned = [];

    public T Add<T>(T thing) where T : IAsyncDisposable
    {
        _owned.Push(thing);
        return thing;
    }

    public async ValueTask DisposeAsync()
    {
        List<Exception> faults = [];
        while (_owned.TryPop(out var thing))
        {
            try
            {
                await thing.DisposeAsync();
            }
            catch (Exception e)
            {
                faults.Add(e);
            }
        }
        if (faults.Count > 0)
            throw new AggregateException(faults);
    }
}
