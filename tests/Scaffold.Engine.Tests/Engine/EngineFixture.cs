using Scaffold.Engine;

namespace Scaffold.Tests.Engine;

/// <summary>An engine and a small image with a shell, made on first use.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _image;
    private IEngine? _engine;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async Task<(IEngine Engine, string Image)> GetAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _engine ??= await EngineUnderTest.CreateAsync();
            _image ??= await BuildAsync(_engine);
            return (_engine, _image);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<IRun> ShellAsync(string script, Func<RunRequest, RunRequest>? change = null)
    {
        var (engine, image) = await GetAsync();
        RunRequest request = new(image, ["/bin/sh", "-c", script]);
        return await engine.StartAsync(change?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
            await _engine.DisposeAsync();
        _gate.Dispose();
    }

    private static async Task<string> BuildAsync(IEngine engine)
    {
        using TemporaryFolder folder = new();
        // python serves, sh does the rest
        folder.Write("Dockerfile", """
            FROM python:3.13-slim-trixie
            RUN printf '#!/bin/sh\nexit 0\n' >/usr/local/bin/not-executable && ln -s ../lib/os-release /etc/relative && ln -s /etc/circle /etc/circle && ln -s /usr/lib/os-release /etc/absolute
            ENV WHO=image
            CMD ["sh", "-c", "echo default command"]
            """);
        var outcome = await engine.BuildAsync(new(folder.Path), new Progress<string>(), CancellationToken.None);
        return Assert.IsType<BuildOutcome.Built>(outcome).Image;
    }
}
