namespace Scaffold.Checks;

/// <summary>A thing that several checks share and that is made when the first of them asks.</summary>
internal sealed class Once<T>(Func<Task<T>> make)
{
    private readonly Lazy<Task<T>> _task = new(() =>
    {
        using (ExecutionContext.SuppressFlow()) // its own waiting is nobody's
            return Task.Run(make);
    });

    /// <param name="mine">The check is the one that judges this thing: its making counts as the check's own time.</param>
    public async Task<T> GetAsync(CancellationToken ct, bool mine = false)
    {
        using (mine ? null : Waiting.Wait())
            return await _task.Value.WaitAsync(ct);
    }

    /// <summary>Waits until nothing is being made any more, whatever came of it.</summary>
    public async Task SettleAsync()
    {
        if (_task.IsValueCreated)
            await ((Task)_task.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
