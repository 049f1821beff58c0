using Launcher.Python;

namespace Launcher;

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
