namespace Launcher;

/// <summary>SAGEMAKER_TRAINING_MODULE: not here. Native code loads no assembly to call a method of (TK-01.3).</summary>
internal static class ModuleCall
{
    public const string Argument = "--call";

    public static TrainingCommand Command(string module) =>
        throw new Fault($"SAGEMAKER_TRAINING_MODULE={module}: this image is compiled to native code and loads no assemblies; name a program by SAGEMAKER_PROGRAM");

    public static Task<int> RunAsync(string assembly, string name) => Task.FromException<int>(new Fault($"{assembly}:{name}: nothing can be called in native code"));
}
