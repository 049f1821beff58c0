using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Scaffold.Engine;

namespace Scaffold.Tests.Verify;

/// <summary>Verifications of repositories on one engine.</summary>
public abstract class VerificationRuns(IReadOnlyList<string> names, int atOnce, int more) : Runs<VerifyResult>(names, atOnce, more)
{
    private readonly Lazy<Task<IEngine>> _engine = new(EngineUnderTest.CreateAsync);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_engine.IsValueCreated)
            await (await _engine.Value).DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes a repository into a folder and says how it is verified.</summary>
    protected abstract VerifyRequest Prepare(string name, string folder);

    protected sealed override async Task<VerifyResult> RunAsync(string name, string folder, CancellationToken ct)
    {
        var request = Prepare(name, folder) with { Directory = folder, SamplesPath = Path.Combine(folder, "samples") };
        return await new Verifier(await _engine.Value, AllChecks.InOrder).RunAsync(request, new NoProgress(), ct);
    }

    private sealed class NoProgress : IProgress<VerifyEvent>
    {
        public void Report(VerifyEvent value)
        {
        }
    }
}
