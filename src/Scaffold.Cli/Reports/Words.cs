using Scaffold.Checks;

namespace Scaffold.Cli.Reports;

/// <summary>Outcomes as every report spells and colours them.</summary>
internal static class Words
{
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "pass",
        Outcome.Fail => "fail",
        Outcome.Warn => "warn",
        _ => "skip",
    };

    /// <summary>A Spectre.Console colour.</summary>
    public static string ColourOf(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "green",
        Outcome.Fail => "red",
        Outcome.Warn => "yellow",
        _ => "grey",
    };
}
