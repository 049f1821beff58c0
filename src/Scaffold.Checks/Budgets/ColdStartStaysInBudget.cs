using Scaffold.Checks.Serving;

namespace Scaffold.Checks.Budgets;

/// <summary>A server is ready in the time its team allows: the start that C-62 judges.</summary>
internal sealed class ColdStartStaysInBudget(double limit) : ICheck
{
    public CheckInfo Info { get; } = new("budget-cold-start", "The server starts within its budget", Phase.Serve, Profile.All, [])
    {
        Needs = Needs.Image,
        MustBeJudged = true,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (!subject.Profiles.HasFlag(Profile.Serve))
            return Finding.Skip("No image here is judged for serving.", "Take coldStartSeconds out of the budgets, or judge it for serving: --profile serve.");
        var server = await subject.Servers.IdleAsync(ct);
        if (server.Readiness is not Readiness.Ready { After: var after })
            throw new PrerequisiteException("C-62", "the server never became ready");
        return BudgetChecks.Judge("The first 200 of /ping came after", after.TotalSeconds, limit, "s", "Import and load less at start, or raise budgets.coldStartSeconds.")
            with
        { Measured = new() { ["readySeconds"] = Math.Round(after.TotalSeconds, 2), ["limitSeconds"] = limit }, RepeatCommand = server.Run.RepeatCommand };
    }
}
