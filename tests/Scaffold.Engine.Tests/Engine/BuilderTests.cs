using Scaffold.Core.Problems;
using Scaffold.Engine;

namespace Scaffold.Tests.Engine;

/// <summary>`verify --builder`: another BuildKit than the engine's own.</summary>
public sealed class BuilderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BuilderTests()
    {
        _folder.Write("Dockerfile", "FROM scratch\nCOPY word /\nLABEL who=me\nCMD [\"/word\"]\n");
        _folder.Write("word", $"{Guid.NewGuid()}");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [EngineFact]
    public async Task What_a_remote_builder_builds_is_in_the_engine_that_runs_it()
    {
        Assert.SkipWhen(SecondEngine.Binaries is null, "The engine is not the lab's, which brings a dockerd to start.");
        await using var builder = await SecondBuilder.StartAsync();
        await using var engine = await EngineUnderTest.CreateAsync();
        List<string> log = [];

        var outcome = await engine.BuildAsync(new(_folder.Path) { Builder = builder.Name }, new Lines(log), Ct);

        var built = Assert.IsType<BuildOutcome.Built>(outcome);
        Assert.Equal(["/word"], (await engine.InspectAsync(built.Image, Ct))!.Command);
        Assert.Contains(log, line => line.Contains($"\"{builder.Name}\" instance using remote driver", StringComparison.Ordinal));
    }

    [EngineFact]
    public async Task A_builder_that_is_not_there_is_no_fault_of_the_repository()
    {
        await using var engine = await EngineUnderTest.CreateAsync();

        var fault = await Assert.ThrowsAsync<UserErrorException>(() => engine.BuildAsync(new(_folder.Path) { Builder = "nosuch" }, new Lines([]), Ct));

        Assert.Equal(("SM109", ExitCode.Usage), (fault.Problem.Code, fault.Problem.Exit));
        Assert.Contains("no builder \"nosuch\" found", fault.Problem.What, StringComparison.Ordinal);
    }

    private sealed class Lines(List<string> all) : IProgress<string>
    {
        public void Report(string value)
        {
            lock (all)
                all.Add(value);
        }
    }
}
