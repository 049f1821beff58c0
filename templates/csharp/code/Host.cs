using System.Text.Json;

namespace Training;

/// <summary>Which of the job's hosts this is, by the names that SageMaker gives them (FS-06).</summary>
internal static class Host
{
    public static string Name => Variable("SM_CURRENT_HOST", "algo-1");

    /// <summary>Whether this host writes the model: the outputs of all hosts end up in one archive (FS-14, DST-02).</summary>
    public static bool IsLeader =>
        JsonSerializer.Deserialize<string[]>(Variable("SM_HOSTS", "[]")) is not { Length: > 0 } hosts
        || Name == hosts.Order(StringComparer.Ordinal).First();

    public static string Variable(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;
}
