using System.Text.Json;
using System.Text.Json.Nodes;
using Scaffold.Core.Problems;

namespace Scaffold.Engine.Processes;

/// <summary>A repository that this tool wrote, as far as running its programs needs it.</summary>
/// <param name="Language"><c>csharp</c> or <c>python</c>.</param>
/// <param name="Variables">Of the Dockerfile, SAGEMAKER_PROGRAM among them.</param>
internal sealed record Repository(string Directory, string Language, IReadOnlyDictionary<string, string> Variables)
{
    private static readonly HashSet<string> NotCopied = [".git", ".vs", ".idea", ".venv", "bin", "obj", "node_modules", "__pycache__"];

    public static Repository Read(string directory)
    {
        var answers = Path.Combine(directory, "container.json");
        var dockerfile = Path.Combine(directory, "Dockerfile");
        if (!File.Exists(answers) || !File.Exists(dockerfile))
            throw Foreign("The process engine runs only repositories this tool wrote: one has a container.json and a Dockerfile.", directory);
        if (!System.IO.Directory.Exists(Path.Combine(directory, "container")))
            throw Foreign("The process engine runs the programs in container/, and there is no such folder: the repository was adopted.", directory);
        try
        {
            var parameters = JsonNode.Parse(File.ReadAllText(answers))?["parameters"];
            var language = (string?)parameters?["language"];
            if (language is not ("csharp" or "python"))
                throw Foreign($"The process engine cannot run language '{language}'; it knows csharp and python.", answers);
            Dictionary<string, string> variables = new(DockerfileVariables.Read(File.ReadAllText(dockerfile)));
            if ((string?)parameters?["program"] is { Length: > 0 } program)
                variables.TryAdd("SAGEMAKER_PROGRAM", program);
            return new(directory, language, variables);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Foreign($"It cannot be read: {e.Message}", answers);
        }
    }

    /// <summary>Copies a folder of the repository (<c>.</c> for all), without what builds and tools left in it.</summary>
    public void Copy(string folder, string to) => Copy(new DirectoryInfo(Path.Combine(Directory, folder)), to);

    private static void Copy(DirectoryInfo from, string to)
    {
        System.IO.Directory.CreateDirectory(to);
        foreach (var entry in from.EnumerateFileSystemInfos().Where(entry => !NotCopied.Contains(entry.Name)))
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
                File.CreateSymbolicLink(target, link);
            else if (entry is DirectoryInfo directory)
                Copy(directory, target);
            else
                File.Copy(entry.FullName, target);
        }
    }

    private static UserErrorException Foreign(string what, string where) => new(new("SM105", what, where,
        "Use --engine docker, or verify a folder that `sagemaker-container new` wrote.", ExitCode.Usage));
}
