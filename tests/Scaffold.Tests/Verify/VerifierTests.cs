using System.Collections.Concurrent;
using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Scaffold.Core.Problems;
using Scaffold.Engine;

namespace Scaffold.Tests.Verify;

/// <summary>The frame alone: these checks need nothing of the engine.</summary>
public sealed class VerifierTests
{
    [Fact]
    public async Task A_check_that_throws_is_reported_and_the_others_go_on()
    {
        var result = await RunAsync([new Fake("C-01", _ => throw new InvalidOperationException("boom")), new Fake("C-02", Passes)]);

        Assert.False(result.Passed);
        Assert.Equal([Outcome.Fail, Outcome.Pass], result.Checks.Select(check => check.Finding.Outcome));
        Assert.Contains("could not run: InvalidOperationException: boom", result.Checks[0].Finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_come_in_the_order_of_the_checks_whichever_ends_first()
    {
        var result = await RunAsync([new Fake("C-01", async ct => await Task.Delay(50, ct)), new Fake("C-02", Passes)]);

        Assert.Equal(["C-01", "C-02"], result.Checks.Select(check => check.Info.Id));
    }

    [Fact]
    public async Task What_rests_on_a_failed_check_is_skipped()
    {
        var result = await RunAsync([new Fake("C-01", _ => throw new PrerequisiteException("C-02", "it does not train")), new Fake("C-02", Passes)]);

        Assert.Equal((Outcome.Skip, "It does not train (C-02)."), (result.Checks[0].Finding.Outcome, result.Checks[0].Finding.Message));
    }

    [Fact]
    public async Task What_rests_on_a_check_that_was_not_asked_for_fails_itself()
    {
        var result = await RunAsync([new Fake("C-01", _ => throw new PrerequisiteException("C-02", "it does not train")), new Fake("C-02", Passes)], new() { Only = ["c-01"] });

        Assert.Equal(Outcome.Fail, Assert.Single(result.Checks).Finding.Outcome);
    }

    [Fact]
    public async Task What_is_not_declared_is_skipped_with_what_would_enable_it()
    {
        var result = await RunAsync([new Fake("C-01", _ => throw new PrerequisiteException(null, "nothing is declared", "Declare it."))], new() { Only = ["C-01"] });

        Assert.Equal((Outcome.Skip, "Declare it."), (result.Checks[0].Finding.Outcome, result.Checks[0].Finding.Fix));
        Assert.True(result.Passed);
    }

    [Fact]
    public async Task A_fault_of_the_engine_ends_the_run_and_stops_the_others()
    {
        var stopped = false;
        UserErrorException gone = new(new("SM100", "gone", "docker", "start it", ExitCode.NoEngine));

        var thrown = await Assert.ThrowsAsync<UserErrorException>(() => RunAsync(
        [
            new Fake("C-01", async ct =>
            {
                using var registration = ct.Register(() => stopped = true);
                await Task.Delay(Timeout.Infinite, ct);
            }),
            new Fake("C-02", async ct =>
            {
                await Task.Delay(50, ct);
                throw gone;
            }),
        ]));

        Assert.Same(gone, thrown);
        Assert.True(stopped);
    }

    [Fact]
    public async Task Skipped_checks_do_not_run() =>
        Assert.Equal(["C-02"], (await RunAsync([new Fake("C-01", Passes), new Fake("C-02", Passes)], new() { Skip = ["C-01"] })).Checks.Select(check => check.Info.Id));

    [Fact]
    public async Task An_unknown_check_is_named_with_the_known_ones()
    {
        var fault = await Assert.ThrowsAsync<UserErrorException>(() => RunAsync([new Fake("C-01", Passes)], new() { Only = ["C-99"] }));

        Assert.Equal(("SM201", "--only", ExitCode.Usage), (fault.Problem.Code, fault.Problem.Where, fault.Problem.Exit));
        Assert.Contains("C-01", fault.Problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/repository", 1)]
    [InlineData(null, 0)]
    public async Task Lines_are_of_a_repository_or_not_named(string? directory, int places)
    {
        Fake check = new("C-01", Passes) { Found = Finding.Fail("broken", "Mend it.") with { Places = [new("Dockerfile", 2)] } };

        var result = await RunAsync([check], new() { Directory = directory });

        Assert.Equal(places, result.Checks[0].Finding.Places.Count);
    }

    [Fact]
    public async Task Interrupting_ends_the_run()
    {
        using CancellationTokenSource interrupt = new(50);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync([new Fake("C-01", ct => Task.Delay(Timeout.Infinite, ct))], ct: interrupt.Token));
    }

    private static Task Passes(CancellationToken ct) => Task.CompletedTask;

    private static async Task<VerifyResult> RunAsync(IReadOnlyList<ICheck> checks, VerifyRequest? request = null, CancellationToken? ct = null)
    {
        var token = ct ?? TestContext.Current.CancellationToken;
        await using var engine = await (await EngineProbe.RunAsync(token)).CreateAsync(EngineKind.Process, token);
        return await new Verifier(engine, checks).RunAsync(request ?? new() { Directory = "/repository" }, new Events(), token);
    }

    private sealed class Fake(string id, Func<CancellationToken, Task> run) : ICheck
    {
        public CheckInfo Info { get; } = new(id, "It is so", Phase.Static, Profile.Default, []);

        public Finding Found { get; init; } = Finding.Pass("so it is");

        public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
        {
            await run(ct);
            return Found;
        }
    }

    private sealed class Events : IProgress<VerifyEvent>
    {
        private readonly ConcurrentQueue<VerifyEvent> _all = [];

        public void Report(VerifyEvent value) => _all.Enqueue(value);
    }
}
