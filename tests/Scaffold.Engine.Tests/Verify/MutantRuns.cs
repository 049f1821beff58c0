using System.Collections.Concurrent;
using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Scaffold.Engine;

namespace Scaffold.Tests.Verify;

/// <summary>Verifies mutants on one engine, a few at once: while a test waits for its mutant, the next ones are under way.</summary>
public sealed class MutantRuns : IAsyncLifetime
{
    private const int AtOnce = 3;
    private readonly ConcurrentDictionary<string, Lazy<Task<VerifyResult>>> _runs = [];
    private readonly SemaphoreSlim _slots = new(AtOnce, AtOnce);
    private readonly CancellationTokenSource _end = new();
    private readonly Lazy<Task<IEngine>> _engine = new(EngineUnderTest.CreateAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public Task<VerifyResult> Of(string name)
    {
        foreach (var next in Mutant.Names.SkipWhile(other => other != name).Skip(1).Take(AtOnce - 1).Prepend(name).Reverse())
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
    }

    private Task<VerifyResult> Start(string name) => _runs.GetOrAdd(name, _ => new(() => Task.Run(() => RunAsync(Mutant.Of(name))))).Value;

    private async Task<VerifyResult> RunAsync(Mutant mutant)
    {
        await _slots.WaitAsync(_end.Token);
        try
        {
            using TemporaryFolder folder = new();
            mutant.WriteTo(folder.Path);
            VerifyRequest request = new()
            {
                Directory = folder.Path,
                SamplesPath = Path.Combine(folder.Path, "samples"),
                Profiles = mutant.Profiles,
                Only = mutant.Only,
                Platform = mutant.Platform,
                Limits = mutant.Limits,
            };
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
