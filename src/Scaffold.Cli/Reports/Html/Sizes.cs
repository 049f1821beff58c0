using System.Globalization;

namespace Scaffold.Cli.Reports.Html;

/// <summary>Bytes for people, in powers of ten as <c>docker images</c> has them.</summary>
internal static class Sizes
{
    public static string Of(long bytes) => bytes switch
    {
        >= 1_000_000_000 => Text(bytes / 1e9, "GB"),
        >= 1_000_000 => Text(bytes / 1e6, "MB"),
        >= 1_000 => Text(bytes / 1e3, "kB"),
        _ => $"{bytes} B",
    };

    private static string Text(double value, string unit) => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + unit;
}
