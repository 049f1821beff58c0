using Launcher.Python;

namespace Launcher;

using Members = OrderedDictionary<string, object?>;

/// <summary>resourceconfig.json: the hosts of the job and how they are grouped (FS-04).</summary>
internal sealed class Cluster
{
    private const string FileName = "resourceconfig.json";

    /// <summary>Hyperparameters that ask for a launcher of several processes.</summary>
    public static readonly IReadOnlyList<string> Distributions =
    [
        "sagemaker_distributed_dataparallel_enabled", "sagemaker_mpi_enabled", "sagemaker_multi_worker_mirrored_strategy_enabled",
        "sagemaker_parameter_server_enabled", "sagemaker_pytorch_ddp_enabled", "sagemaker_pytorch_xla_multi_worker_enabled",
        "sagemaker_torch_distributed_enabled",
    ];

    public Cluster(Members framework)
    {
        File = ConfigFile.Read(FileName, """{"current_host": "algo-1", "hosts": ["algo-1"]}""");
        CurrentHost = File.GetValueOrDefault("current_host") is string { Length: > 0 } host ? host : throw Missing("current_host");
        Hosts = File.GetValueOrDefault("hosts") is List<object?> { Count: > 0 } hosts ? hosts : throw Missing("hosts");
        CurrentGroup = File.GetValueOrDefault("current_group_name", "homogeneousCluster");
        foreach (var group in File.GetValueOrDefault("instance_groups") as List<object?> ?? [])
        {
            if (group is not Members members || members.GetValueOrDefault("instance_group_name") is not string name)
                throw Missing("instance_group_name");
            Groups[name] = members;
        }

        List<object?> byDefault = Distributions.Any(name => PythonText.IsTrue(framework.GetValueOrDefault(name))) ? [CurrentGroup] : [];
        DistributionGroups = framework.GetValueOrDefault("sagemaker_distribution_instance_groups", byDefault);
        var distributed = DistributionGroups as List<object?> ?? [];
        DistributionHosts = Groups.Count == 0 ? Hosts : [.. Groups.Keys.Where(distributed.Contains).SelectMany(HostsOf)];

        // The toolkit's leader is the first host listed, not the first sorted (DST-02).
        Master = DistributionHosts.Concat(Hosts).First();
    }

    public Members File { get; }

    public string CurrentHost { get; }

    public List<object?> Hosts { get; }

    public object? CurrentGroup { get; }

    public Members Groups { get; } = [];

    public object? DistributionGroups { get; }

    public List<object?> DistributionHosts { get; }

    public object? Master { get; }

    public List<object?> CurrentGroupHosts => HostsOf(PythonText.Str(CurrentGroup));

    private List<object?> HostsOf(string group) =>
        Groups.GetValueOrDefault(group) is Members members && members.GetValueOrDefault("hosts") is List<object?> hosts ? hosts : [];

    private static Fault Missing(string key) =>
        new($"{Path.Combine(Folders.Config, FileName)}: the key '{key}' is missing, empty or of the wrong type");
}
