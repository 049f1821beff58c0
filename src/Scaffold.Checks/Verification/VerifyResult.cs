namespace Scaffold.Checks.Verification;

/// <summary>The verdict, check by check; every report is made from it.</summary>
/// <param name="Subject">Path or image name.</param>
/// <param name="Engine"><c>docker</c> or <c>process</c>.</param>
/// <param name="Timings">Seconds by name: work per phase (side by side, so more than the wall shows), and the wall's <c>total</c>.</param>
public sealed record VerifyResult(
    string Subject, string Engine, IReadOnlyList<CheckResult> Checks, IReadOnlyDictionary<string, double> Timings)
{
    public bool Passed => Checks.All(check => check.Finding.Outcome is not Outcome.Fail);

    public int Count(Outcome outcome) => Checks.Count(check => check.Finding.Outcome == outcome);
}

/// <summary>What one check came to.</summary>
/// <param name="Took">Its own time, without waiting for what it shares with others.</param>
public sealed record CheckResult(CheckInfo Info, Finding Finding, TimeSpan Took);
