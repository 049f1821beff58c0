using System.Diagnostics;
using System.Xml.Linq;

namespace Scaffold.Engine.Processes;

/// <summary>Publishes the C# projects of a repository, all in one go, from a copy: the repository gets no bin and obj.</summary>
internal sealed class DotnetBuild(Repository repository, string directory, IProgress<string> log) : ProgramBuild(repository, directory, log)
{
    private const string Recipe = "dotnet publish container/serve -o /tmp/job/program && dotnet publish container/train -o /tmp/job/program && dotnet publish code -o /tmp/job/code";

    private string Source => Path.Combine(Directory, "src");

    public override async Task<(Programs? Programs, BuildOutcome.Failed? Failure)> RunAsync(CancellationToken ct)
    {
        Repository.Copy(".", Source);
        var isCompiled = System.IO.Directory.EnumerateFiles(Path.Combine(Source, "code"), "*.csproj").Any();
        if (!isCompiled)
            Repository.Copy("code", Code);
        var all = Path.Combine(Directory, "all.proj");
        Traversal(isCompiled).Save(all);

        var failure = await RunAsync(Start(all), Recipe, ct);
        return failure is null ? (new(Directory, Repository.Variables, [], Recipe), null) : (null, failure);
    }

    protected override string Localize(string line) => line.Replace(Source, Repository.Directory, StringComparison.Ordinal);

    // Compiled ahead of time the programs start faster, yet take a minute longer to build than the checks gain.
    // No server of the build may outlive it.
    private ProcessStartInfo Start(string project)
    {
        ProcessStartInfo start = new("dotnet", ["msbuild", project, "-restore", "-target:Publish", "-maxCpuCount", "-nodeReuse:false", "-nologo",
            "-verbosity:minimal", "-terminalLogger:off", "-p:Configuration=Release", "-p:PublishReadyToRun=false", "-p:UseSharedCompilation=false"])
        {
            WorkingDirectory = Source,
        };
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }

    private XDocument Traversal(bool withCode) => new(new XElement("Project",
        new XElement("ItemGroup",
            Project("container/serve", Program),
            Project("container/train", Program),
            withCode ? Project("code", Code) : null),
        Target("Restore"),
        Target("Publish")));

    private XElement Project(string folder, string output) =>
        new("Program", new XAttribute("Include", Path.Combine(Source, folder, "*.csproj")), new XAttribute("AdditionalProperties", $"PublishDir={output}/"));

    private static XElement Target(string name) => new("Target", new XAttribute("Name", name),
        new XElement("MSBuild", new XAttribute("Projects", "@(Program)"), new XAttribute("Targets", name), new XAttribute("BuildInParallel", "true")));
}
