using System.Text.RegularExpressions;
using Scaffold.Core.Problems;

namespace Scaffold.Checks.Verification;

/// <summary>Metric definitions as the API takes them (LOG-03, LOG-04).</summary>
internal static class SampleMetrics
{
    public const int Most = 40;
    private const int NameLength = 255, PatternLength = 500;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(1);

    /// <param name="fault">Makes the fault out of what is wrong and what is allowed.</param>
    public static SampleMetric Of(string name, string pattern, Func<string, string, UserErrorException> fault)
    {
        if (name.Length is 0 or > NameLength)
            throw fault($"a metric's name has {name.Length} characters", $"1 to {NameLength} characters");
        if (pattern.Length is 0 or > PatternLength)
            throw fault($"the expression of the metric {name} has {pattern.Length} characters", $"1 to {PatternLength} characters");
        try
        {
            var regex = Compile(pattern);
            return regex.GetGroupNumbers().Length > 1 ? new(name, regex)
                : throw fault($"the expression of the metric {name} has no group around the number", "an expression such as loss=([-+0-9.eE]+)");
        }
        catch (ArgumentException e)
        {
            throw fault($"the expression of the metric {name} cannot be read: {e.Message}", "a regular expression such as loss=([-+0-9.eE]+)");
        }
    }

    // Logs are hostile: an expression that looks around or back, which the linear engine cannot, has its time limited.
    private static Regex Compile(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Time);
        }
        catch (NotSupportedException)
        {
            return new(pattern, RegexOptions.CultureInvariant, Time);
        }
    }
}
