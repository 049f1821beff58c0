using System.Diagnostics;
using System.Xml.Linq;

namespace Scaffold.Engine.Processes;

/// <summary>Publishes the C# projects of a repository, all in one go, from a copy: the repository gets no bin and obj.</summary>
internal sealed class DotnetBuild(Repository repository, string directory, IProgress<string> log) : ProgramBuild(repository, directory, log)
{
    private static readonly (string Folder, string Output)[] Projects = [("container/serve", "program"), ("container/train", "program"), ("code", "code")];

    private string Source => Path.Combine(Directory, "src");

    public override async Task<(Programs? Programs, BuildOutcome.Failed? Failure)> RunAsync(CancellationToken ct)
    {
        // An image that does one job has no projects for the other; a training program may be a script.
        Repository.Copy(".", Source);
        var projects = Projects.Where(project => IsCompiled(project.Folder)).ToList();
        if (!IsCompiled("code") && System.IO.Directory.Exists(Path.Combine(Source, "code")))
            Repository.Copy("code", Code);
        var all = Path.Combine(Directory, "all.proj");
        Traversal(projects).Save(all);

        var recipe = string.Join(" && ", projects.Select(project => $"dotnet publish {project.Folder} -o /tmp/job/{project.Output}"));
        var failure = await RunAsync(Start(all), recipe, ct);
        return failure is null ? (new(Directory, Repository.Variables, [], recipe), null) : (null, failure);
    }

    protected override string Localize(string line) => line.Replace(Source, Repository.Directory, StringComparison.Ordinal);

    private bool IsCompiled(string folder) =>
        Path.Combine(Source, folder) is var path && System.IO.Directory.Exists(path) && System.IO.Directory.EnumerateFiles(path, "*.csproj").Any();

    // Compiled ahead of time the programs start faster, yet take a minute longer to build than the checks gain.
    // No server of the build may outlive it.
    private ProcessStartInfo Start(string project)
    {
        ProcessStartInfo start = new("dotnet", ["msbuild", project, "-restore", "-target:Publish", "-maxCpuCount", "-nodeReuse:false", "-nologo",
            "-verbosity:minimal", "-terminalLogger:off", "-p:Configuration=Release", "-p:PublishReadyToRun=false", "-p:PublishAot=false", "-p:UseSharedCompilation=false"])
        {
            WorkingDirectory = Source,
        };
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }

    private XDocument Traversal(IEnumerable<(string Folder, string Output)> projects) => new(new XElement("Project",
        new XElement("ItemGroup", projects.Select(project => Project(project.Folder, project.Output is "code" ? Code : Program))),
        Target("Restore"),
        Target("Publish")));

    private XElement Project(string folder, string output) =>
        new("Program", new XAttribute("Include", Path.Combine(Source, folder, "*.csproj")), new XAttribute("AdditionalProperties", $"PublishDir={output}/"));

    private static XElement Target(string name) => new("Target", new XAttribute("Name", name),
        new XElement("MSBuild", new XAttribute("Projects", "@(Program)"), new XAttribute("Targets", name), new XAttribute("BuildInParallel", "true")));
}
