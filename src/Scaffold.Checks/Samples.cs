using Scaffold.Checks.Budgets;
using Scaffold.Engine;

namespace Scaffold.Checks;

/// <summary>What <c>samples/verify.json</c> declares: data, hyperparameters, requests and their answers.</summary>
public sealed record Samples
{
    public static Samples None { get; } = new();

    /// <summary>The uses that are judged, and no others; null when the image is to tell.</summary>
    public Profile? Profiles { get; init; }

    /// <summary>Variables that every container gets, as the job's or model's <c>Environment</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Files by channel name; null when nothing is declared, which is not the same as no channel.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FolderFile>>? Channels { get; init; }

    /// <summary>Hyperparameters of the normal run, as the API sends them: strings.</summary>
    public IReadOnlyDictionary<string, string> Hyperparameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Hyperparameters that make training long enough to be stopped; null when not declared.</summary>
    public IReadOnlyDictionary<string, string>? LongHyperparameters { get; init; }

    /// <summary>Channels that can also be read through pipes.</summary>
    public IReadOnlyList<string> Pipe { get; init; } = [];

    /// <summary>What the platform is to find in the log of training.</summary>
    public IReadOnlyList<SampleMetric> Metrics { get; init; } = [];

    public IReadOnlyList<SampleRequest> Requests { get; init; } = [];

    /// <summary>What is said over a WebSocket, in this order.</summary>
    public IReadOnlyList<SampleMessage> Messages { get; init; } = [];

    /// <summary>The processing job; null when not declared.</summary>
    public SampleProcessing? Processing { get; init; }

    /// <summary>The training job on several hosts.</summary>
    public SampleHosts Hosts { get; init; } = SampleHosts.Two;

    /// <summary>Memory of a serving container.</summary>
    public int MemoryMegabytes { get; init; } = 2_048;

    /// <summary>A model to serve when the image does not train; null when not declared.</summary>
    public IReadOnlyList<FolderFile>? Model { get; init; }

    /// <summary>Limits of the team's own; null for none.</summary>
    public Budget? Budget { get; init; }
}

/// <summary>A request to /invocations and, when declared, its right answer.</summary>
public sealed record SampleRequest(string Name, ReadOnlyMemory<byte> Body, string ContentType, string? Accept, ReadOnlyMemory<byte>? Expected)
{
    /// <summary>By how much a number of the answer may differ from the expected one, as a share of that, or of 1 where it is smaller; 0 for not at all.</summary>
    public double Tolerance { get; init; }

    /// <summary>The answer comes in parts, as they are produced.</summary>
    public bool Streams { get; init; }
}
