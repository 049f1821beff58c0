namespace Launcher;

using Members = OrderedDictionary<string, object?>;

/// <summary>The tree of contract 2.1; SAGEMAKER_BASE_DIR moves it (TK-13).</summary>
internal static class Folders
{
    public static readonly string Base = Variable.Get("SAGEMAKER_BASE_DIR") ?? "/opt/ml";
    public static readonly string Code = Path.Combine(Base, "code");
    public static readonly string Model = Path.Combine(Base, "model");
    public static readonly string Input = Path.Combine(Base, "input");
    public static readonly string Config = Path.Combine(Input, "config");
    public static readonly string Output = Path.Combine(Base, "output");
}

/// <summary>Environment variables; an empty one counts as none.</summary>
internal static class Variable
{
    public static string? Get(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>The JSON files in which SageMaker describes the job (FS-01 to FS-05).</summary>
internal static class ConfigFile
{
    /// <summary>Reads one; a missing one is <paramref name="otherwise"/>.</summary>
    public static OrderedDictionary<string, object?> Read(string name, string otherwise = "{}")
    {
        var path = Path.Combine(Folders.Config, name);
        try
        {
            var text = File.Exists(path) ? File.ReadAllText(path) : otherwise;
            return PythonJson.Parse(text) as OrderedDictionary<string, object?>
                ?? throw new Fault($"{path}: expected a JSON object");
        }
        catch (JsonFault e)
        {
            throw new Fault($"{path}, {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Fault($"{path}: {e.Message}");
        }
    }
}

/// <summary>hyperparameters.json, its values decoded (TK-20), and who each of them is for.</summary>
internal sealed class Hyperparameters
{
    // TK-21: these never reach the program. Other sagemaker_* keys go to SM_FRAMEWORK_PARAMS only.
    private static readonly string[] Reserved =
    [
        "sagemaker_program", "sagemaker_submit_directory", "sagemaker_enable_cloudwatch_metrics", "sagemaker_region",
        "sagemaker_container_log_level", "sagemaker_job_name", "sagemaker_s3_output", "default_user_module_name",
        "_tuning_objective_metric",
    ];

    private readonly OrderedDictionary<string, object?> _all = [];

    public Hyperparameters(OrderedDictionary<string, object?> file)
    {
        foreach (var (name, text) in file)
        {
            var value = _all[name] = PythonJson.ParseOrKeep(text);
            if (Reserved.Contains(name))
                continue;
            var audience = name.StartsWith("sagemaker_", StringComparison.Ordinal) ? Framework : Program;
            audience[name] = value;
        }
    }

    /// <summary>The training program's own.</summary>
    public OrderedDictionary<string, object?> Program { get; } = [];

    /// <summary>Those that framework containers act on.</summary>
    public OrderedDictionary<string, object?> Framework { get; } = [];

    public object? this[string name] => _all.GetValueOrDefault(name);

    public bool Has(string name) => _all.ContainsKey(name);

    /// <summary>TK-25: sorted by code point, each name with exactly one value. Nothing is quoted or stripped (mends TK-28).</summary>
    public List<object?> Arguments()
    {
        List<object?> arguments = [];
        foreach (var name in Program.Keys.Order(CodePointOrder.Instance))
        {
            var characters = name.EnumerateRunes().Count();
            arguments.Add(characters switch { 0 => "", 1 => "-" + name, _ => "--" + name });
            arguments.Add(PythonText.ForArgument(Program[name]));
        }

        return arguments;
    }
}

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
        Peers = IsStudio ? [CurrentHost] : [.. Hosts.Select(PythonText.Str).Distinct().Order(CodePointOrder.Instance)];
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

    /// <summary>For several hosts, by the names of version 3 of the SageMaker SDK: who leads is the same on each, whatever the order of the file (DST-02).</summary>
    public IReadOnlyDictionary<string, string> Order
    {
        get
        {
            return Peers.Count == 1 ? new Dictionary<string, string>() : new()
            {
                ["SM_HOST_COUNT"] = $"{Peers.Count}",
                ["SM_CURRENT_HOST_RANK"] = Peers.IndexOf(CurrentHost) is var rank and >= 0
                    ? $"{rank}"
                    : throw new Fault($"{FileName}: current_host '{CurrentHost}' is not one of the hosts {string.Join(", ", Peers)}"),
                ["SM_MASTER_ADDR"] = Peers[0],
                ["SM_MASTER_PORT"] = "7777",
            };
        }
    }

    /// <summary>Who takes part, in one order on all of them (DST-02).</summary>
    public List<string> Peers { get; }

    public List<object?> CurrentGroupHosts => HostsOf(PythonText.Str(CurrentGroup));

    /// <summary>Studio's local mode: one host runs, whatever the file says.</summary>
    public static bool IsStudio => string.Equals(Variable.Get("SM_STUDIO_LOCAL_MODE"), "true", StringComparison.OrdinalIgnoreCase);

    private List<object?> HostsOf(string group) =>
        Groups.GetValueOrDefault(group) is Members members && members.GetValueOrDefault("hosts") is List<object?> hosts ? hosts : [];

    private static Fault Missing(string key) =>
        new($"{Path.Combine(Folders.Config, FileName)}: the key '{key}' is missing, empty or of the wrong type");
}
