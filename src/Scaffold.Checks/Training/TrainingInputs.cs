using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>Everything SageMaker lays before one training container (contract §2); checks change one thing at a time.</summary>
internal sealed record TrainingInputs
{
    public required JsonObject Hyperparameters { get; init; }
    public required JsonObject InputData { get; init; }
    public required JsonObject Resources { get; init; }
    public required IReadOnlyDictionary<string, IReadOnlyList<FolderFile>> Channels { get; init; }
    public string Host { get; init; } = "algo-1";

    /// <summary>The container's own host name, which programs must not read (FS-06).</summary>
    public string? Hostname { get; init; }

    /// <summary>Variables over the declared ones; those of the platform stay.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables of the platform that are left out.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    public Conditions Conditions { get; init; } = Conditions.Strict;

    /// <summary>The network of a job on several hosts, each under its <see cref="Hostname"/>; null for one host.</summary>
    public INetwork? Peers { get; init; }

    /// <summary>Process 1 is an init (TRN-05).</summary>
    public bool Init { get; init; }

    /// <summary>Output goes to a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>Stands for an empty /opt/ml/model, and is not read afterwards; its maker disposes it.</summary>
    public IFolder? Model { get; init; }

    /// <summary>Stands for an empty /opt/ml/checkpoints; its maker disposes it.</summary>
    public IFolder? Checkpoints { get; init; }

    /// <summary>In the place of /opt/ml/code; its maker disposes it.</summary>
    public IFolder? Code { get; init; }

    /// <summary>Mounted at /opt/ml/input/data, below which the channels are; its maker disposes it.</summary>
    public IFolder? Data { get; init; }

    /// <summary>The normal run of one host on the declared samples.</summary>
    public static TrainingInputs For(Samples samples)
    {
        var channels = samples.Channels ?? throw new PrerequisiteException(
            null, "no training data is declared", "Declare it: --data CHANNEL=FOLDER, or channels in samples/verify.json.");
        return new()
        {
            Hyperparameters = Strings(samples.Hyperparameters),
            InputData = InputDataConfig(channels),
            Resources = ResourceConfig("algo-1"),
            Channels = channels,
        };
    }

    /// <summary>Hyperparameters as the API sends them: every value a string (FS-01).</summary>
    public static JsonObject Strings(IReadOnlyDictionary<string, string> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value)));

    public static JsonObject ResourceConfig(string host) => ResourceConfig(host, [("homogeneousCluster", [host])]);

    /// <param name="groups">Hosts by instance group; all are hosts of the job.</param>
    public static JsonObject ResourceConfig(string host, IReadOnlyList<(string Name, IReadOnlyList<string> Hosts)> groups)
    {
        var own = groups.Index().First(group => group.Item.Hosts.Contains(host));
        return new()
        {
            ["current_host"] = host,
            ["current_instance_type"] = InstanceType(own.Index),
            ["current_group_name"] = own.Item.Name,
            ["hosts"] = Names(groups.SelectMany(group => group.Hosts)),
            ["instance_groups"] = new JsonArray([.. groups.Index().Select(group => (JsonNode)new JsonObject
            {
                ["instance_group_name"] = group.Item.Name,
                ["instance_type"] = InstanceType(group.Index),
                ["hosts"] = Names(group.Item.Hosts),
            })]),
            ["network_interface_name"] = "eth0",
        };

        static string InstanceType(int group) => group == 0 ? "ml.m5.xlarge" : "ml.c5.xlarge";
        static JsonArray Names(IEnumerable<string> hosts) => new([.. hosts.Select(name => (JsonNode)name)]);
    }

    /// <summary>The three files of /opt/ml/input/config.</summary>
    public IReadOnlyList<FolderFile> ConfigFiles() =>
    [
        FolderFile.Text("hyperparameters.json", Text(Hyperparameters)),
        FolderFile.Text("inputdataconfig.json", Text(InputData)),
        FolderFile.Text("resourceconfig.json", Text(Resources)),
    ];

    private static JsonObject InputDataConfig(IReadOnlyDictionary<string, IReadOnlyList<FolderFile>> channels)
    {
        JsonObject config = [];
        foreach (var (name, files) in channels)
        {
            JsonObject channel = [];
            if (ContentType(files) is { } type)
                channel["ContentType"] = type;
            channel["TrainingInputMode"] = "File";
            channel["S3DistributionType"] = "FullyReplicated";
            channel["RecordWrapperType"] = "None";
            config[name] = channel;
        }
        return config;
    }

    private static string? ContentType(IReadOnlyList<FolderFile> files) =>
        files.Select(file => Path.GetExtension(file.Path).ToLowerInvariant()).Distinct().ToList() switch
        {
            [".csv"] => "text/csv",
            [".json"] => "application/json",
            [".jsonl"] => "application/jsonlines",
            [".npy"] => "application/x-npy",
            [".parquet"] => "application/x-parquet",
            _ => null,
        };

    private static string Text(JsonObject json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            json.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
