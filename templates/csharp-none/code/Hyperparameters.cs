namespace Training;

/// <summary>What the job may choose. To add one: a property with its default here and a line in <see cref="Parse"/>.</summary>
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

    /// <summary>Unknown names are logged and ignored.</summary>
    public static Hyperparameters Parse(IReadOnlyList<string> arguments)
    {
        var wanted = new Hyperparameters();
        foreach (var (name, value) in Values.Pairs(arguments))
        {
            wanted = name switch
            {
                "--epochs" => wanted with { Epochs = Values.Whole(name, value, atLeast: 1) },
                "--learning-rate" => wanted with { LearningRate = Values.Number(name, value, 0, 1) },
                "--shuffle" => wanted with { Shuffle = Values.Boolean(name, value) },
                "--holdout" => wanted with { Holdout = Values.Number(name, value, 0, 0.9f) },
                _ => Ignore(wanted, name, value),
            };
        }

        return wanted;
    }

    private static Hyperparameters Ignore(Hyperparameters wanted, string name, string value)
    {
        Console.WriteLine($"hyperparameter {name} {value}: not one of this program's, ignored");
        return wanted;
    }
}
