namespace Scaffold.Tests.Emitted;

/// <summary>Frameworks that are not to be had here: their images are built with a stub, and served with a stand-in of tests/fakes.</summary>
public sealed class ReplacedFrameworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [EngineTheory]
    [InlineData("tensorflow")]
    [InlineData("mxnet")]
    [InlineData("spark")]
    [InlineData("huggingface")]
    public async Task Its_predictor_serves_and_waits_for_the_fork(string framework)
    {
        var image = $"replaced-{framework}-{Path.GetFileName(_folder.Path).ToLowerInvariant()}";
        (await Tool.RunAsync(_folder.Path, ["new", "my-model", "--language", "python", "--framework", framework])).Succeeded();
        (await Command.RunAsync("docker", ["build", "--provenance=false", "-q", "-t", image, _folder["my-model"]])).Succeeded();
        try
        {
            var script = Path.Combine(RepositoryRoot.Path, "tests/fakes/serve.sh");
            var served = await Command.RunAsync(script, [framework, image, _folder["my-model/samples"]]);
            TestContext.Current.TestOutputHelper!.WriteLine(served.Output);
            served.Succeeded();
        }
        finally
        {
            await Command.RunAsync("docker", ["rmi", "-f", image]);
        }
    }

    public void Dispose() => _folder.Dispose();
}
