namespace Training;

/// <summary>The program's arguments: a hyperparameter's name and its value in turn, as `train` writes them (TK-25).</summary>
internal static class Arguments
{
    /// <summary>Unknown names are logged and ignored.</summary>
    public static Hyperparameters Read(IReadOnlyList<string> arguments)
    {
        var wanted = new Hyperparameters();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i];
            if (i + 1 == arguments.Count)
                throw new ArgumentException($"hyperparameter {name}: has no value");
            var value = arguments[i + 1].Trim();
            if (wanted.With(name, value) is { } changed)
                wanted = changed;
            else
                Console.WriteLine($"hyperparameter {name} {value}: not one of this program's, ignored");
        }

        return wanted;
    }
}
