using System.Collections.Concurrent;
using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Scaffold.Engine;

namespace Scaffold.Tests.Verify;

/// <summary>Verifies repositories on one engine, a few at once: while a test waits for its own, the next ones are under way.</summary>
public abstract class VerificationRuns(IReadOnlyList<string> names, int atOnce) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<VerifyResult>>> _runs = [];
    private readonly SemaphoreSlim _slots = new(atOnce, atOnce);
    private readonly CancellationTokenSource _end = new();
    private readonly Lazy<Task<IEngine>> _engine = new(EngineUnderTest.CreateAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public Task<VerifyResult> Of(string name)
    {
        foreach (var next in names.SkipWhile(other => other != name).Skip(1).Take(atOnce - 1).Prepend(name).Reverse())
            _ = Start(next);
        return Start(name);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await ((Task)Task.WhenAll(_runs.Values.Select(run => run.Value))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_engine.IsValueCreated)
            await (await _engine.Value).DisposeAsync();
        _slots.Dispose();
        _end.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes a repository into a folder and says how it is verified.</summary>
    protected abstract VerifyRequest Prepare(string name, string folder);

    private Task<VerifyResult> Start(string name) => _runs.GetOrAdd(name, _ => new(() => Task.Run(() => RunAsync(name)))).Value;

    private async Task<VerifyResult> RunAsync(string name)
    {
        await _slots.WaitAsync(_end.Token);
        try
        {
            using TemporaryFolder folder = new();
            var request = Prepare(name, folder.Path) with { Directory = folder.Path, SamplesPath = Path.Combine(folder.Path, "samples") };
            return await new Verifier(await _engine.Value, AllChecks.InOrder).RunAsync(request, new NoProgress(), _end.Token);
        }
        finally
        {
            _slots.Release();
        }
    }

    private sealed class NoProgress : IProgress<VerifyEvent>
    {
        public void Report(VerifyEvent value)
        {
        }
    }
}
