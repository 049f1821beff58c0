using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Training;

/// <summary>Where the job's files are: as `train` says in SM_*, else at the places that SageMaker documents.</summary>
/// <param name="Checkpoints">There only when the job asks for checkpoints (FS-18).</param>
internal sealed record Folders(string TrainChannel, string Model, string Checkpoints)
{
    public static Folders FromEnvironment()
    {
        var root = Host.Variable("SAGEMAKER_BASE_DIR", "/opt/ml");
        return new(
            Host.Variable("SM_CHANNEL_TRAIN", Path.Combine(root, "input", "data", "train")),
            Host.Variable("SM_MODEL_DIR", Path.Combine(root, "model")),
            CheckpointFolder(Path.Combine(root, "input", "config", "checkpointconfig.json"))
                ?? Path.Combine(root, "checkpoints"));
    }

    // A job may name another folder (FS-19).
    private static string? CheckpointFolder(string configuration)
    {
        if (!File.Exists(configuration))
            return null;
        using var json = JsonDocument.Parse(File.ReadAllText(configuration));
        return json.RootElement.TryGetProperty("LocalPath", out var path) ? path.GetString() : null;
    }
}

/// <summary>Which of the job's hosts this is, by the names that SageMaker gives them (FS-06).</summary>
internal static class Host
{
    public static string Name => Variable("SM_CURRENT_HOST", "algo-1");

    /// <summary>All of them, in an order that is the same on each (DST-02).</summary>
    public static IReadOnlyList<string> All
    {
        get
        {
            using var hosts = JsonDocument.Parse(Variable("SM_HOSTS", "[]"));
            return [.. hosts.RootElement.EnumerateArray().Select(host => host.GetString()!).DefaultIfEmpty(Name).Distinct().Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Whether this host writes the model: the outputs of all hosts end up in one archive (FS-14, DST-02).</summary>
    public static bool IsLeader => Name == All[0];

    public static string Variable(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;
}

/// <summary>Notes SIGTERM and SIGINT, so that the loop can end in good order: SageMaker waits 120 s before it kills (TRN-13).</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _requested;

    public StopSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Note),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Note),
    ];

    public bool Requested => _requested;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void Note(PosixSignalContext context)
    {
        context.Cancel = true;
        _requested = true;
    }
}

/// <summary>Values of hyperparameters, as texts in every spelling that clients send (FS-02).</summary>
internal static class Values
{
    public static int Whole(string name, string value, int atLeast) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var whole) && whole >= atLeast
            ? whole
            : throw new ArgumentException($"hyperparameter {name}: '{value}' is not a whole number of at least {atLeast}");

    public static float Number(string name, string value, float atLeast, float atMost) =>
        float.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= atLeast && number <= atMost
            ? number
            : throw new ArgumentException($"hyperparameter {name}: '{value}' is not a number from {atLeast} to {atMost}");

    public static bool Boolean(string name, string value) => value.Trim('"').ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw new ArgumentException($"hyperparameter {name}: '{value}' is neither true nor false"),
    };
}
