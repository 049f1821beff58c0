using System.Globalization;
using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Scaffold.Core.Regeneration;

namespace Scaffold.Cli.Reports;

/// <summary>Outcomes and classes as every report spells them, and the colours of outcomes.</summary>
internal static class Words
{
    public static string Of(Outcome outcome) => VerifyJson.WordOf(outcome);

    public static string Of(FileClass value) => value switch
    {
        FileClass.Clean => "clean",
        FileClass.Updated => "updated",
        FileClass.Merged => "merged",
        FileClass.Conflict => "conflict",
        FileClass.Added => "added",
        FileClass.Removed => "removed",
        FileClass.Renamed => "renamed",
        FileClass.Mended => "mended",
        _ => "kept",
    };

    /// <summary>Behind a number of checks.</summary>
    public static string Counted(Outcome outcome) => outcome switch
    {
        Outcome.Fail => "failed",
        Outcome.Warn => "warned",
        Outcome.Pass => "passed",
        _ => "skipped",
    };

    /// <summary>What is to be mended comes first.</summary>
    public static IReadOnlyList<Outcome> WorstFirst { get; } = [Outcome.Fail, Outcome.Warn, Outcome.Pass, Outcome.Skip];

    /// <summary>The results with those first that are to be mended.</summary>
    public static IEnumerable<CheckResult> InOrder(VerifyResult result) => WorstFirst.SelectMany(outcome => result.Checks.Where(check => check.Finding.Outcome == outcome));

    /// <summary>Such as <c>1 failed, 0 warned, 30 passed, 2 skipped</c>.</summary>
    public static string Counts(VerifyResult result) => string.Join(", ", WorstFirst.Select(outcome => $"{result.Count(outcome)} {Counted(outcome)}"));

    /// <summary>What a check came to, and since when that is known if it did not run now.</summary>
    public static string Message(CheckResult check) =>
        check.Earlier is { } earlier ? $"{check.Finding.Message} (Evidence of {Time(earlier.Began)}, reused.)" : check.Finding.Message;

    /// <summary>Such as <c>2026-11-25T19:40:12Z</c>.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A Spectre.Console colour.</summary>
    public static string ColourOf(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "green",
        Outcome.Fail => "red",
        Outcome.Warn => "yellow",
        _ => "grey",
    };
}
