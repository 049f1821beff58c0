using Microsoft.TemplateEngine.Abstractions;
using Microsoft.TemplateEngine.Abstractions.Installer;
using Microsoft.TemplateEngine.Edge;
using Microsoft.TemplateEngine.Edge.Settings;
using Microsoft.TemplateEngine.Edge.Template;
using Scaffold.Core.Parameters;

namespace Scaffold.Tests.Pack;

/// <summary>The engine under <c>dotnet new</c>, in this process: what takes the command a second takes it a few milliseconds.</summary>
internal sealed class TemplateEngine : IDisposable
{
    private static readonly Guid Chmod = new("cb9a6cf3-4f5c-4860-b9d2-03a574959774");
    private readonly EngineEnvironmentSettings _settings;
    private readonly IReadOnlyList<ITemplateInfo> _templates;

    private TemplateEngine(EngineEnvironmentSettings settings, IReadOnlyList<ITemplateInfo> templates) => (_settings, _templates) = (settings, templates);

    public static async Task<TemplateEngine> CreateAsync(string package, string home, CancellationToken ct)
    {
        DefaultTemplateEngineHost host = new("scaffold-tests", "1.0", new Dictionary<string, string>(),
            [.. Components.AllComponents, .. Microsoft.TemplateEngine.Orchestrator.RunnableProjects.Components.AllComponents]);
        EngineEnvironmentSettings settings = new(host, settingsLocation: home);
        using TemplatePackageManager packages = new(settings);
        var installed = await packages.GetBuiltInManagedProvider(InstallationScope.Global).InstallAsync([new InstallRequest(package)], ct);
        Assert.All(installed, one => Assert.True(one.Success, one.ErrorMessage));
        return new(settings, await packages.GetTemplatesAsync(ct));
    }

    /// <summary>Writes a repository, modes included.</summary>
    public async Task WriteAsync(string language, string name, string folder, IReadOnlyDictionary<string, string> parameters, CancellationToken ct)
    {
        var template = _templates.Single(one => one.TagsCollection["language"] == Language.Tag(language));
        var given = parameters.ToDictionary(entry => entry.Key, entry => (string?)entry.Value);
        var created = await new TemplateCreator(_settings).InstantiateAsync(template, name, name, folder, given, cancellationToken: ct);
        Assert.True(created.Status is CreationResultStatus.Success, $"{created.Status}: {created.ErrorMessage}");
        if (OperatingSystem.IsWindows())
            return;
        foreach (var action in created.CreationResult!.PostActions.Where(action => action.ActionId == Chmod))
        {
            var file = Path.Combine(folder, action.Args["+x"]);
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    public void Dispose() => _settings.Dispose();
}
