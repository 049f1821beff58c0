namespace Training;

/// <summary>What the job may choose. To add one: a property with its default here and a line in <see cref="With"/>.</summary>
internal sealed record Hyperparameters
{
    /// <summary>Rounds of training; each prints one metric line.</summary>
    public int Epochs { get; init; } = 40;

    /// <summary>How far a centroid moves towards a row of its own, and away from one it takes wrongly.</summary>
    public float LearningRate { get; init; } = 0.05f;

    /// <summary>Whether rows are mixed before some are held out; off, the held-out rows are the last ones.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The fraction of the rows that is held out and only measured on; 0 measures on the training rows.</summary>
    public float Holdout { get; init; } = 0.2f;

    /// <summary>These with one changed; null where the name is not one of them.</summary>
    public Hyperparameters? With(string name, string value) => name switch
    {
        "--epochs" => this with { Epochs = Values.Whole(name, value, atLeast: 1) },
        "--learning-rate" => this with { LearningRate = Values.Number(name, value, 0, 1) },
        "--shuffle" => this with { Shuffle = Values.Boolean(name, value) },
        "--holdout" => this with { Holdout = Values.Number(name, value, 0, 0.9f) },
        _ => null,
    };
}
