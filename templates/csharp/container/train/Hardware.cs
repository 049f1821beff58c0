using Container;
using Launcher.Python;

namespace Launcher;

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
