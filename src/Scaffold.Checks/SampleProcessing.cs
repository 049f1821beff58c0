using Scaffold.Engine;

namespace Scaffold.Checks;

/// <summary>A processing job: what is mounted, and what it is started with.</summary>
public sealed record SampleProcessing
{
    /// <summary>Files by the input's name, or by its path below /opt/ml/processing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FolderFile>> Inputs { get; init; } = new Dictionary<string, IReadOnlyList<FolderFile>>();

    /// <summary>Names of outputs, or their paths below /opt/ml/processing.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>The job's ContainerArguments; null for none, which leaves the image's CMD.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>Arguments that make the job long enough to be stopped; null when not declared.</summary>
    public IReadOnlyList<string>? LongArguments { get; init; }
}
