using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;
using Scaffold.Core.Writing;
using Scaffold.Engine;
using Scaffold.Tests.Distributed;

[assembly: AssemblyFixture(typeof(HostImages))]

namespace Scaffold.Tests.Distributed;

/// <summary>Images of emitted repositories that train on several hosts, each built on first use.</summary>
public sealed class HostImages : IAsyncLifetime
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, string> _images = [];
    private IEngine? _engine;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async Task<(IEngine Engine, string Image)> GetAsync(string language, string framework, string distribution)
    {
        await _gate.WaitAsync();
        try
        {
            _engine ??= await EngineUnderTest.CreateAsync();
            var name = $"{language} {framework} {distribution}";
            if (!_images.TryGetValue(name, out var image))
                _images[name] = image = await BuildAsync(_engine, language, framework, distribution);
            return (_engine, image);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
            await _engine.DisposeAsync();
        _gate.Dispose();
    }

    private static async Task<string> BuildAsync(IEngine engine, string language, string framework, string distribution)
    {
        using TemporaryFolder folder = new();
        var answers = Answers.Create("hosts", new Dictionary<string, string>
        {
            ["language"] = language,
            ["framework"] = framework,
            ["distribution"] = distribution,
            ["role"] = "training",
        });
        RepositoryWriter.Write(folder["hosts"], RepositoryPlan.For(answers), force: false, CancellationToken.None);
        var outcome = await engine.BuildAsync(new(folder["hosts"]), new Progress<string>(), CancellationToken.None);
        return Assert.IsType<BuildOutcome.Built>(outcome).Image;
    }
}
