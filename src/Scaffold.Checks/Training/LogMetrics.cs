using System.Globalization;

namespace Scaffold.Checks.Training;

/// <summary>Finds metrics in a log as the platform does: group 1 of each match (LOG-03).</summary>
internal static class LogMetrics
{
    /// <summary>The values as they are printed, oldest first.</summary>
    /// <exception cref="System.Text.RegularExpressions.RegexMatchTimeoutException">The expression takes too long on a line.</exception>
    public static IReadOnlyList<string> Of(SampleMetric metric, TrainingOutcome outcome) =>
        [.. outcome.Log.SelectMany(line => metric.Pattern.Matches(line.Text)).Select(match => match.Groups[1].Value)];

    /// <summary>The last value that is a number; null when there is none.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static double? LastOf(SampleMetric metric, TrainingOutcome outcome) => Of(metric, outcome).Select(Number).LastOrDefault(number => number is not null);

    /// <summary>A finite number; null for anything else.</summary>
    public static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
