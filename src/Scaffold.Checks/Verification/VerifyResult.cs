using Scaffold.Core;

namespace Scaffold.Checks.Verification;

/// <summary>The verdict, check by check; every report is made from it.</summary>
/// <param name="Subject">Path or image name.</param>
/// <param name="Engine"><c>docker</c> or <c>process</c>.</param>
/// <param name="Timings">Seconds by name: work per phase (side by side, so more than the wall shows), and the wall's <c>total</c>.</param>
public sealed record VerifyResult(
    string Subject, string Engine, IReadOnlyList<CheckResult> Checks, IReadOnlyDictionary<string, double> Timings)
{
    /// <summary>When it began, in UTC.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>The version of the tool that judged.</summary>
    public string Tool { get; init; } = ToolVersion.Current;

    /// <summary>The uses that were judged.</summary>
    public Profile Profiles { get; init; } = Profile.Default;

    /// <summary>What was judged; empty where the engine has no images.</summary>
    public IReadOnlyList<VerifiedImage> Images { get; init; } = [];

    /// <summary>The containers that trained or served, in the order of their start.</summary>
    public IReadOnlyList<RunSpan> Runs { get; init; } = [];

    public bool Passed => Checks.All(check => check.Finding.Outcome is not Outcome.Fail);

    public int Count(Outcome outcome) => Checks.Count(check => check.Finding.Outcome == outcome);
}
