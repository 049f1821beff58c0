namespace Scaffold.Checks.Budgets;

/// <summary>The image is no larger than its team allows.</summary>
internal sealed class ImageStaysInBudget(double megabytes) : ICheck
{
    public CheckInfo Info { get; } = new("budget-image", "The image stays in its budget", Phase.Image, Profile.All, [])
    {
        Needs = Needs.Image | Needs.Containers,
        MustBeJudged = true,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var size = (await subject.ConfigAsync(ct)).Size;
        return BudgetChecks.Judge("The image has", size / 1e6, megabytes, "MB", "Keep compilers, caches and data out of the last stage (docker history IMAGE), or raise budgets.imageMegabytes.")
            with
        { Measured = new() { ["bytes"] = size, ["limitBytes"] = Math.Round(megabytes * 1e6) } };
    }
}
