using CsCheck;
using Scaffold.Core.Parameters;

namespace Scaffold.Tests.Launchers;

/// <summary>One leader and one order of the hosts, on each of them, whatever resourceconfig.json holds (DST-02, FS-04, FS-05).</summary>
public sealed class LeaderTests(EmittedLaunchers launchers) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_host_comes_to_the_same_leader()
    {
        var container = Path.GetDirectoryName(await launchers.ProgramAsync(Language.Python))!;
        var script = Path.Combine(RepositoryRoot.Path, "tests/launcher/leaders.py");
        Directory.CreateDirectory(_folder["input/config"]);
        var seed = Gen.Int[0, int.MaxValue].Single();

        var ran = await Command.RunAsync("env", [$"SAGEMAKER_BASE_DIR={_folder.Path}", "python3", "-B", script, container, $"{seed}", "200"]);

        Assert.True(ran.Exit is 0, $"seed {seed}: {ran.Output}{ran.Error}");
    }
}
