namespace Scaffold.Checks.Budgets;

/// <summary>The checks that hold an image to its team's own limits, beside those of the contract.</summary>
internal static class BudgetChecks
{
    /// <summary>One for each limit that is set.</summary>
    public static IReadOnlyList<ICheck> For(Budget? budget)
    {
        List<ICheck> checks = [];
        if (budget?.ImageMegabytes is { } megabytes)
            checks.Add(new ImageStaysInBudget(megabytes));
        if (budget?.ColdStartSeconds is { } start)
            checks.Add(new ColdStartStaysInBudget(start));
        if (budget?.TrainSeconds is { } train)
            checks.Add(new TrainingStaysInBudget(train));
        if (budget?.P99Milliseconds is { } latency)
            checks.Add(new LatencyStaysInBudget(latency));
        return checks;
    }

    /// <summary>A figure against its limit.</summary>
    public static Finding Judge(string what, double value, double limit, string unit, string fix)
    {
        var (seen, allowed) = (FormattableString.Invariant($"{value:0.##} {unit}"), FormattableString.Invariant($"{limit:0.##} {unit}"));
        return value <= limit ? Finding.Pass($"{what} {seen}, of {allowed}.") : Finding.Fail($"{what} {seen}; the budget is {allowed}.", fix);
    }
}
