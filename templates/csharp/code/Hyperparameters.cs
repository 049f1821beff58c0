using System.Globalization;

namespace Training;

/// <summary>What the job may choose. To add one: a property with its default here and a line in <see cref="Parse"/>.</summary>
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

    /// <summary>Reads name and value in turn, as `train` writes them (TK-25). Unknown names are logged and ignored.</summary>
    public static Hyperparameters Parse(IReadOnlyList<string> arguments)
    {
        var wanted = new Hyperparameters();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i];
            var value = i + 1 < arguments.Count
                ? arguments[i + 1].Trim()
                : throw new ArgumentException($"hyperparameter {name}: has no value");
            wanted = name switch
            {
                "--epochs" => wanted with { Epochs = Whole(name, value, atLeast: 1) },
                "--l2" => wanted with { L2 = Number(name, value, 0, 1e6f) },
                "--shuffle" => wanted with { Shuffle = Boolean(name, value) },
                "--holdout" => wanted with { Holdout = Number(name, value, 0, 0.9f) },
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

    private static int Whole(string name, string value, int atLeast) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var whole) && whole >= atLeast
            ? whole
            : throw new ArgumentException($"hyperparameter {name}: '{value}' is not a whole number of at least {atLeast}");

    private static float Number(string name, string value, float atLeast, float atMost) =>
        float.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= atLeast && number <= atMost
            ? number
            : throw new ArgumentException($"hyperparameter {name}: '{value}' is not a number from {atLeast} to {atMost}");

    // Clients write a boolean as true, True, "true" or 1 (FS-02).
    private static bool Boolean(string name, string value) => value.Trim('"').ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw new ArgumentException($"hyperparameter {name}: '{value}' is neither true nor false"),
    };
}
