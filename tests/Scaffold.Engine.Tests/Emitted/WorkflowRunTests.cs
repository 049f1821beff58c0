namespace Scaffold.Tests.Emitted;

/// <summary>The scripts of the workflow, run in the order a runner runs them, with the tool installed from its package.</summary>
public sealed class WorkflowRunTests : IDisposable
{
    private static readonly string? Packages = Environment.GetEnvironmentVariable("SCAFFOLD_PACKAGES");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [EngineTheory]
    [InlineData("pinned")]
    [InlineData("none")]
    public async Task A_repository_as_written_passes_and_stays_as_it_is(string tool)
    {
        Assert.SkipWhen(Packages is null, "SCAFFOLD_PACKAGES names no folder with the packed tool");
        (await Tool.RunAsync(_folder.Path, "new", "my-model", "--framework", "none", "--language", "python", "--proxy", "none", "--tool", tool)).Succeeded();
        await CommitAsync();
        await StartRunnerAsync();
        Workflow workflow = new(File.ReadAllText(_folder[$"my-model/{Workflow.Path}"]));

        foreach (var script in workflow.Scripts("contract"))
            (await RunAsync(Quick(script))).Succeeded();
        foreach (var script in workflow.Scripts("templates"))
            (await RunAsync(script)).Succeeded();

        Assert.Equal(["verify.html", "verify.sarif", "verify.xml"], Directory.GetFiles(_folder["temp/reports"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("C-64", File.ReadAllText(_folder["temp/reports/verify.xml"]), StringComparison.Ordinal);
        Assert.StartsWith("#", File.ReadAllText(_folder["summary.md"]), StringComparison.Ordinal);
        Assert.Equal("", (await RunAsync("git status --porcelain")).Succeeded().Output);

        // Another parameter, and the files left as they were: the job says so, and what to do.
        var container = _folder["my-model/container.json"];
        File.WriteAllText(container, File.ReadAllText(container).Replace("\"proxy\": \"none\"", "\"proxy\": \"nginx\"", StringComparison.Ordinal));
        var drifted = await RunAsync(workflow.Scripts("templates")[^1]);
        drifted.Ended(1);
        Assert.Contains("\n::error file=container.json::", drifted.Output, StringComparison.Ordinal);
    }

    // Two checks of the forty are enough to see that the command line holds and the reports are written.
    private static string Quick(string script)
    {
        var quick = script.Replace(" verify --engine docker ", " verify --engine docker --only C-40,C-64 ", StringComparison.Ordinal);
        Assert.Equal(script.Contains("verify.xml", StringComparison.Ordinal), quick != script);
        return quick;
    }

    private async Task CommitAsync() =>
        (await Command.RunAsync("bash", ["-ec", "git init -q; git add -A; git -c user.name=Owner -c user.email=owner@example.com commit -qm Begin"], _folder["my-model"])).Succeeded();

    private async Task StartRunnerAsync()
    {
        Directory.CreateDirectory(_folder["temp"]);
        await File.WriteAllTextAsync(_folder["summary.md"], "");
        await File.WriteAllTextAsync(_folder["nuget.config"], $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{Path.GetFullPath(Packages!)}" />
              </packageSources>
            </configuration>
            """);
    }

    private Task<CommandResult> RunAsync(string script) => Command.RunAsync("bash", ["-ec", script], _folder["my-model"], new Dictionary<string, string?>
    {
        ["RUNNER_TEMP"] = _folder["temp"],
        ["GITHUB_STEP_SUMMARY"] = _folder["summary.md"],
        ["DOTNET_CLI_HOME"] = _folder["home"],
        ["NUGET_PACKAGES"] = _folder["nuget"],
        ["PATH"] = $"{_folder["home/.dotnet/tools"]}:{Environment.GetEnvironmentVariable("PATH")}",
    });
}
