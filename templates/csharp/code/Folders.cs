namespace Training;

/// <summary>Where the job's files are: as `train` says in SM_*, else at the places SageMaker documents.</summary>
internal sealed record Folders(string TrainChannel, string Model, string Checkpoints)
{
    public static Folders FromEnvironment()
    {
        var root = Variable("SAGEMAKER_BASE_DIR", "/opt/ml");
        return new(
            Variable("SM_CHANNEL_TRAIN", Path.Combine(root, "input", "data", "train")),
            Variable("SM_MODEL_DIR", Path.Combine(root, "model")),
            Path.Combine(root, "checkpoints"));
    }

    private static string Variable(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;
}
