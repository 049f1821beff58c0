using Container;

namespace Launcher;

using Members = OrderedDictionary<string, object?>;

/// <summary>The job as its three files describe it, and the SM_* variables of contract 3.4 that follow from it.</summary>
internal sealed class Job
{
    private readonly Members _channels = ConfigFile.Read("inputdataconfig.json");

    public Job()
    {
        Hyperparameters = new(ConfigFile.Read("hyperparameters.json"));
        Log.SetLevel(Hyperparameters["sagemaker_container_log_level"]);
        Cluster = new(Hyperparameters.Framework);
        Program = Variable.Get("SAGEMAKER_PROGRAM") ?? Hyperparameters["sagemaker_program"]; // TK-02
        Arguments = Hyperparameters.Arguments();
    }

    public Hyperparameters Hyperparameters { get; }

    public Cluster Cluster { get; }

    public object? Program { get; }

    public List<object?> Arguments { get; }

    /// <summary>The program's environment: ours, over it what the job says (TK-29).</summary>
    public Dictionary<string, string> Environment()
    {
        Dictionary<string, string> all = [];
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            all[(string)variable.Key] = (string?)variable.Value ?? "";

        foreach (var (name, value) in Variables())
            all["SM_" + Upper(name)] = PythonText.ForEnvironment(value);

        // TK-15 and TK-10; the toolkit's own sys.path is nothing to hand on.
        all["CURRENT_HOST"] = Cluster.CurrentHost;
        all["SAGEMAKER_JOB_NAME"] = PythonText.ForEnvironment(Hyperparameters["sagemaker_job_name"]);
        all["SAGEMAKER_REGION"] = PythonText.ForEnvironment(Hyperparameters["sagemaker_region"]) is { Length: > 0 } region
            ? region
            : Variable.Get("AWS_REGION") ?? Variable.Get("AWS_DEFAULT_REGION") ?? "";
        all["PYTHONPATH"] = Variable.Get("PYTHONPATH") is { } path ? $"{Folders.Code}:{path}" : Folders.Code;
        foreach (var (name, value) in Cluster.Order)
            all[name] = value;
        return all;
    }

    private Members Variables()
    {
        var shared = Shared();
        var channels = ChannelFolders();
        Members variables = new(shared)
        {
            ["channels"] = _channels.Keys.Order(CodePointOrder.Instance).ToList<object?>(),
            ["framework_params"] = Hyperparameters.Framework,
            ["hps"] = Hyperparameters.Program,
            ["training_env"] = TrainingEnvironment(shared, channels),
            ["user_args"] = Arguments,
        };
        if (Cluster.File.GetValueOrDefault("topology") is var topology && PythonText.IsTrue(topology))
            variables["topology"] = topology;
        foreach (var (name, path) in channels)
            variables["channel_" + name] = path;
        foreach (var (name, value) in Hyperparameters.Program)
            variables["hp_" + name] = value;
        return variables;
    }

    // What is both a variable of its own and a part of SM_TRAINING_ENV.
    private Members Shared()
    {
        var instanceType = Cluster.File.GetValueOrDefault("current_instance_type", "local");
        return new()
        {
            ["current_host"] = Cluster.CurrentHost,
            ["current_instance_group"] = Cluster.CurrentGroup,
            ["current_instance_group_hosts"] = Cluster.CurrentGroupHosts,
            ["current_instance_type"] = instanceType,
            ["distribution_instance_groups"] = Cluster.DistributionGroups,
            ["framework_module"] = Variable.Get("SAGEMAKER_TRAINING_MODULE"),
            ["hosts"] = Cluster.Hosts,
            ["input_config_dir"] = Folders.Config,
            ["input_data_config"] = _channels,
            ["input_dir"] = Folders.Input,
            ["instance_groups"] = Cluster.Groups.Keys.ToList<object?>(),
            ["instance_groups_dict"] = Cluster.Groups,
            ["is_hetero"] = Cluster.Groups.Count > 1,
            ["log_level"] = (Whole)Log.Level,
            ["model_dir"] = Folders.Model,
            ["module_dir"] = Hyperparameters.Has("sagemaker_submit_directory") // TK-03
                ? PythonText.Str(Hyperparameters["sagemaker_submit_directory"])
                : Folders.Code,
            ["module_name"] = ModuleName(PythonText.Str(Program)),
            ["network_interface_name"] = Cluster.File.GetValueOrDefault("network_interface_name", "eth0"),
            ["num_cpus"] = (Whole)Hardware.Processors,
            ["num_gpus"] = (Whole)Hardware.Gpus,
            ["num_neurons"] = (Whole)Hardware.NeuronCores(instanceType),
            ["output_data_dir"] = Path.Combine(Folders.Output, "data"),
            ["output_dir"] = Folders.Output,
            ["output_intermediate_dir"] = Path.Combine(Folders.Output, "intermediate"),
            ["resource_config"] = Cluster.File,
            ["user_entry_point"] = Program,
        };
    }

    private Members TrainingEnvironment(Members shared, Members channels)
    {
        var modelParallel = System.Environment.GetEnvironmentVariable("SM_HP_MP_PARAMETERS");
        return new(shared)
        {
            ["additional_framework_parameters"] = Hyperparameters.Framework,
            ["channel_input_dirs"] = channels,
            ["distribution_hosts"] = Cluster.DistributionHosts,
            ["hyperparameters"] = Hyperparameters.Program,
            ["is_master"] = Cluster.CurrentHost.Equals(Cluster.Master),
            ["is_modelparallel_enabled"] = modelParallel is { Length: > 0 } ? modelParallel != "{}" : modelParallel,
            ["is_smddpmprun_installed"] = SearchPath.Find("smddpmprun") is not null,
            ["is_smddprun_installed"] = SearchPath.Find("smddprun") is not null,
            ["job_name"] = System.Environment.GetEnvironmentVariable("TRAINING_JOB_NAME"),
            ["master_hostname"] = Cluster.Master,
            ["topology"] = Cluster.File.GetValueOrDefault("topology") is var topology && PythonText.IsTrue(topology) ? topology : new List<object?>(),
        };
    }

    private Members ChannelFolders()
    {
        Members folders = [];
        foreach (var name in _channels.Keys)
            folders[name] = Path.Combine(Folders.Input, "data", name);
        return folders;
    }

    private static string ModuleName(string program) => program.EndsWith(".py", StringComparison.Ordinal) ? program[..^3] : program;

    // TK-22: upper-cased and nothing else. Python makes two letters of ß, .NET leaves it.
    private static string Upper(string name) => name.Replace("ß", "SS", StringComparison.Ordinal).ToUpperInvariant();
}

/// <summary>What the host has, counted at run time (GPU-03).</summary>
internal static class Hardware
{
    /// <summary>The processors that are on line, as Python's cpu_count gives them; .NET's count stops at the container's share.</summary>
    public static int Processors => (int)Posix.SystemConfiguration(OperatingSystem.IsMacOS() ? 58 : 84);

    public static int Gpus =>
        Output("nvidia-smi", "--list-gpus").Split('\n').Count(line => line.StartsWith("GPU ", StringComparison.Ordinal));

    public static int NeuronCores(object? instanceType)
    {
        if (PythonJson.ParseOrKeep(Output("neuron-ls", "-j")) is not List<object?> devices)
            return 0;
        return instanceType is "ml.trn2.48xlarge" ? 64 : devices.Sum(device =>
            device is OrderedDictionary<string, object?> members && members.GetValueOrDefault("nc_count") is Whole count
                ? int.Parse(count.Digits, System.Globalization.CultureInfo.InvariantCulture)
                : 0);
    }

    private static string Output(string command, string argument) =>
        SearchPath.Find(command) is { } path ? new Run([path, argument]).Output() : "";
}
