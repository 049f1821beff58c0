namespace Scaffold.Core.Catalog.Images;

/// <summary>The entry of the catalogue that answers for a framework, rules §3.</summary>
/// <param name="Framework">The framework as a caller of the SDK names it.</param>
/// <param name="Config">The entry's own name.</param>
/// <param name="Tool">neuron or neuronx; it stands in the tag where the processor would.</param>
internal sealed record ConfigName(string Framework, string Config, string? Tool)
{
    private const string Compiler = "huggingface-training-compiler";

    private static readonly string[] ArmFrameworks = ["pytorch", "sklearn", "tensorflow", "xgboost"];

    public bool RunsOnArm => ArmFrameworks.Contains(Config);

    public static ConfigName For(string framework, InstanceType instance)
    {
        var name = Named(framework, instance);
        if (framework is Compiler)
            return name;
        if (instance.Text?.Contains("trn", StringComparison.Ordinal) is true && name.Framework is not "pytorch")
            throw ImageProblems.NotOnTrainium(framework, instance.Text);
        if (instance.IsArm && !name.RunsOnArm)
            throw ImageProblems.NotOnArm(framework, instance.Text!, ArmFrameworks);
        return name;
    }

    private static ConfigName Named(string framework, InstanceType instance) => framework switch
    {
        // The SDK reaches these by an argument and breaks down on the name, or makes a tag nobody ever listed; the name will do here.
        "huggingface-neuron" or "huggingface-neuronx" => new("huggingface", framework, framework["huggingface-".Length..]),
        "pytorch-neuron" => new(framework, framework, "neuron"),
        Compiler => new("huggingface", framework, null),
        "huggingface" or "pytorch" when instance.Family.StartsWith("inf", StringComparison.Ordinal) || instance.Family.StartsWith("trn", StringComparison.Ordinal) =>
            new(framework, framework + "-neuron", "neuron"),
        _ => new(framework, framework, null),
    };
}
