using System.Text.Json.Nodes;

namespace Scaffold.Checks;

/// <summary>What a check found.</summary>
/// <param name="Message">What was seen, with the value and the limit.</param>
/// <param name="Fix">How to mend it; null when it passed.</param>
public sealed record Finding(Outcome Outcome, string Message, string? Fix = null)
{
    /// <summary>Figures behind the outcome, by name; units in the name (<c>seconds</c>, <c>bytes</c>).</summary>
    public JsonObject Measured { get; init; } = [];

    /// <summary>Log lines, a request and its answer, file and line.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Lines of the repository that are to be changed; empty where the fault has no line.</summary>
    public IReadOnlyList<SourcePlace> Places { get; init; } = [];

    /// <summary>Jobs on several hosts behind it, in the order they ran.</summary>
    public IReadOnlyList<JobTrace> Jobs { get; init; } = [];

    /// <summary>The command that shows it again by hand; null when there is none.</summary>
    public string? RepeatCommand { get; init; }

    public static Finding Pass(string message) => new(Outcome.Pass, message);

    public static Finding Fail(string message, string fix) => new(Outcome.Fail, message, fix);

    public static Finding Warn(string message, string fix) => new(Outcome.Warn, message, fix);

    public static Finding Skip(string why, string? enable = null) => new(Outcome.Skip, why, enable);
}

/// <summary>Outcome of a check; only <see cref="Fail"/> breaks the contract.</summary>
public enum Outcome
{
    Pass,
    Fail,
    Warn,
    Skip,
}
