namespace Training;

/// <summary>What the job may choose. To add one: a property with its default here and a line in <see cref="With"/>.</summary>
internal sealed record Hyperparameters
{
    /// <summary>Rounds of training; each prints one metric line.</summary>
    public int Epochs { get; init; } = 40;

    /// <summary>Weight of the L2 penalty: larger is smoother.</summary>
    public float L2 { get; init; } = 0.01f;

    /// <summary>Whether rows are mixed before some are held out; off, the held-out rows are the last ones.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The fraction of the rows that is held out and only measured on; 0 measures on the training rows.</summary>
    public float Holdout { get; init; } = 0.2f;

    /// <summary>These with one changed; null where the name is not one of them.</summary>
    public Hyperparameters? With(string name, string value) => name switch
    {
        "--epochs" => this with { Epochs = Values.Whole(name, value, atLeast: 1) },
        "--l2" => this with { L2 = Values.Number(name, value, 0, 1e6f) },
        "--shuffle" => this with { Shuffle = Values.Boolean(name, value) },
        "--holdout" => this with { Holdout = Values.Number(name, value, 0, 0.9f) },
        _ => null,
    };
}
