using Scaffold.Tests.Pack;

[assembly: AssemblyFixture(typeof(InstalledPack))]

namespace Scaffold.Tests.Pack;

/// <summary>The template pack, packed and installed into a home of its own for the real <c>dotnet new</c>.</summary>
public sealed class InstalledPack : IAsyncDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string _path = "";

    /// <summary>Runs <c>dotnet new</c> in a folder, with the pack installed.</summary>
    internal async Task<CommandResult> DotnetNewAsync(string folder, params IEnumerable<string> arguments)
    {
        await InstallAsync();
        return await DotnetAsync(folder, ["new", .. arguments]);
    }

    /// <summary>The package's path.</summary>
    internal async Task<string> PathAsync()
    {
        await InstallAsync();
        return _path;
    }

    public ValueTask DisposeAsync()
    {
        _home.Dispose();
        _gate.Dispose();
        return ValueTask.CompletedTask;
    }

    // Only tests that ask for it pay for it.
    private async Task InstallAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_path.Length > 0)
                return;
            var folder = Environment.GetEnvironmentVariable("SCAFFOLD_PACKAGES");
            if (folder is null)
            {
                folder = _home["packages"];
                (await Command.RunAsync("dotnet", ["pack", Path.Combine(RepositoryRoot.Path, "src/Scaffold.Templates"), "-o", folder])).Succeeded();
            }
            var pack = Directory.GetFiles(folder, "SagemakerContainer.Templates.*.nupkg").Single();
            (await DotnetAsync(_home.Path, ["new", "install", pack])).Succeeded();
            _path = pack;
        }
        finally
        {
            _gate.Release();
        }
    }

    private Task<CommandResult> DotnetAsync(string folder, IEnumerable<string> arguments) =>
        Command.RunAsync("dotnet", arguments, folder, new Dictionary<string, string?>
        {
            ["DOTNET_CLI_HOME"] = _home.Path,
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        });
}
