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
