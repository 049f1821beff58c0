namespace Scaffold.Checks.Budgets;

/// <summary>The normal training run, which C-40 judges, ends in the time its team allows.</summary>
internal sealed class TrainingStaysInBudget(double limit) : ICheck
{
    public CheckInfo Info { get; } = new("budget-train", "Training stays in its budget", Phase.Train, Profile.All, [])
    {
        Needs = Needs.Image | Needs.Channels,
        MustBeJudged = true,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (!subject.Profiles.HasFlag(Profile.Train))
            return Finding.Skip("No image here is judged for training.", "Take trainSeconds out of the budgets, or judge it for training: --profile train.");
        var outcome = (await subject.Training.PassingBaselineAsync(ct)).Outcome;
        return BudgetChecks.Judge("Training took", outcome.Took.TotalSeconds, limit, "s", "Make training quicker, declare smaller data in samples/verify.json, or raise budgets.trainSeconds.")
            with
        { Measured = new() { ["trainSeconds"] = Math.Round(outcome.Took.TotalSeconds, 2), ["limitSeconds"] = limit }, RepeatCommand = outcome.RepeatCommand };
    }
}
