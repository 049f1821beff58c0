using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;
using Scaffold.Core.Writing;
using Scaffold.Tests.Launchers;

[assembly: AssemblyFixture(typeof(EmittedLaunchers))]

namespace Scaffold.Tests.Launchers;

/// <summary>The emitted <c>train</c> of each language, written by the planner and, in C#, published; once per test run.</summary>
public sealed class EmittedLaunchers : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, string> _programs = [];

    /// <summary>Path of the launcher, ready to run.</summary>
    public async Task<string> ProgramAsync(string language)
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!_programs.TryGetValue(language, out var program))
                _programs[language] = program = await MakeAsync(language);
            return program;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _folder.Dispose();
        _gate.Dispose();
    }

    private async Task<string> MakeAsync(string language)
    {
        var repository = _folder[language];
        var answers = Answers.Create("launcher", new Dictionary<string, string> { ["language"] = language });
        RepositoryWriter.Write(repository, RepositoryPlan.For(answers), force: false, TestContext.Current.CancellationToken);
        if (language is Language.Python)
            return Path.Combine(repository, "container/train");

        var output = _folder["published"];
        (await Command.RunAsync("dotnet", ["publish", Path.Combine(repository, "container/train"), "-o", output, "--nologo"])).Succeeded();
        return Path.Combine(output, "train");
    }
}
