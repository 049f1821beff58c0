using System.Collections.Immutable;

namespace Scaffold.Checks.Dockerfiles;

/// <summary>A stage of a Dockerfile.</summary>
/// <param name="Name">After AS; null when it has none.</param>
/// <param name="From">Its FROM instruction.</param>
/// <param name="Base">What it is FROM, values of ARG put in; a variable nobody set stays as it is written.</param>
/// <param name="Platform">Value of <c>--platform</c>; null when there is none.</param>
/// <param name="Parent">The stage it is FROM; null when that is an image.</param>
/// <param name="OwnSteps">Its instructions after FROM.</param>
internal sealed record Stage(string? Name, Instruction From, string Base, string? Platform, Stage? Parent, IReadOnlyList<Step> OwnSteps)
{
    /// <summary>ENV and ARG after its last instruction: what a stage FROM it inherits.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>ENV after its last instruction.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>WORKDIR after its last instruction.</summary>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>The stage that is FROM an image, then those built on it, this one last.</summary>
    public IReadOnlyList<Stage> Chain
    {
        get
        {
            Stack<Stage> chain = new([this]);
            while (chain.Peek().Parent is { } parent)
                chain.Push(parent);
            return [.. chain];
        }
    }

    /// <summary>Every instruction that made its file system and configuration, oldest first.</summary>
    public IEnumerable<Step> Steps => Chain.SelectMany(stage => stage.OwnSteps);

    /// <summary>The image at the root of it.</summary>
    public string BaseImage => Chain[0].Base;

    /// <summary>The last instruction of that keyword; null when there is none.</summary>
    public Step? Last(string keyword) => Steps.LastOrDefault(step => step.Instruction.Keyword == keyword);
}

/// <summary>An instruction at its place in a stage.</summary>
/// <param name="Words">Arguments with values put in and quotes taken off, for instructions in which BuildKit does so; as written for the others.</param>
/// <param name="WorkingDirectory">The WORKDIR it runs in.</param>
/// <param name="Variables">ARG and ENV values before it.</param>
internal sealed record Step(Instruction Instruction, IReadOnlyList<string> Words, string WorkingDirectory, ImmutableDictionary<string, string> Variables)
{
    /// <summary>Names and values, for ARG, ENV and LABEL; the value is null for an ARG without one.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Pairs { get; init; } = [];
}
