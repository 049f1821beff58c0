using YamlDotNet.RepresentationModel;

namespace Scaffold.Tests.Emitted;

/// <summary>A workflow of GitHub Actions, read as YAML.</summary>
internal sealed class Workflow
{
    public const string Path = ".github/workflows/verify.yml";

    public Workflow(string text)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(text));
        Root = stream.Documents.Single().RootNode;
    }

    public YamlNode Root { get; }

    public IEnumerable<string> Jobs => ((YamlMappingNode)Root["jobs"]).Children.Keys.Select(job => job.ToString());

    public YamlNode Job(string name) => Root["jobs"][name];

    public IReadOnlyList<YamlMappingNode> Steps(string job) => [.. ((YamlSequenceNode)Job(job)["steps"]).Cast<YamlMappingNode>()];

    /// <summary>What the steps of a job hand to a shell, in order.</summary>
    public IReadOnlyList<string> Scripts(string job) =>
        [.. Steps(job).Where(step => step.Children.ContainsKey("run")).Select(step => step["run"].ToString())];
}
