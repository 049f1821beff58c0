using System.Globalization;

namespace Scaffold.Cli.Fleet;

/// <summary>A machine's part of the work: every <paramref name="Of"/>th repository of the sorted list, from the <paramref name="Number"/>th.</summary>
/// <param name="Number">From 1.</param>
internal readonly record struct Shard(int Number, int Of)
{
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Null when it is not of the form 3/10.</summary>
    public static Shard? Parse(string text) =>
        text.Split('/') is [var number, var of] && Read(number) is { } n && Read(of) is { } all && n <= all ? new(n, all) : null;

    public bool Has(int index) => index % Of == Number - 1;

    public override string ToString() => $"{Number}/{Of}";

    private static int? Read(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
}
