using Scaffold.Checks.Adoption;
using Scaffold.Checks.Bases;
using Scaffold.Checks.Verification;
using Scaffold.Core.Problems;
using Scaffold.Core.Regeneration;

namespace Scaffold.Cli.Regenerating;

/// <summary>What came of one repository.</summary>
internal sealed record RegenerateOutcome(string Folder)
{
    /// <summary>Null when it was not begun, or could not be planned.</summary>
    public RepositoryUpdate? Update { get; init; }

    /// <summary>How it became ours, with <c>--adopt</c>.</summary>
    public AdoptionPlan? Adoption { get; init; }

    /// <summary>Why it could not be done.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Why it was not begun; null when it was.</summary>
    public string? WhyNot { get; init; }

    /// <summary>By the run that this one goes on with.</summary>
    public bool WasDone { get; init; }

    public bool Written { get; init; }

    /// <summary>Of the Dockerfile, with <c>--images</c>, as they were and as they are now.</summary>
    public IReadOnlyList<BaseReport> Bases { get; init; } = [];

    /// <summary>Of the repository as it was, with <c>--images --verify</c> and a base that moved.</summary>
    public VerifyResult? Before { get; init; }

    /// <summary>Of the result, with <c>--verify</c>.</summary>
    public VerifyResult? Verdict { get; init; }

    /// <summary>What a report without a diff needs.</summary>
    public RegenerateOutcome Outline() => this with { Update = Update?.Outline(), Adoption = Adoption is null ? null : Adoption with { Update = Adoption.Update.Outline() } };

    public ExitCode ExitOf(bool check) =>
        WhyNot is not null ? ExitCode.Done
        : Problem is not null ? Problem.Exit
        : Update!.HasConflicts || Bases.Any(report => report.State is BaseState.Gone or BaseState.Unreachable) || Verdict is { Passed: false } || (check && Update.HasDrift) ? ExitCode.ChecksFailed
        : ExitCode.Done;
}
