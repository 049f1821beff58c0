using Scaffold.Checks.Adoption;
using Scaffold.Checks.Verification;
using Scaffold.Core.Problems;
using Scaffold.Core.Regeneration;

namespace Scaffold.Cli.Regenerating;

/// <summary>What came of one repository.</summary>
internal sealed record RegenerateOutcome(string Folder)
{
    /// <summary>Null when it could not be planned.</summary>
    public RepositoryUpdate? Update { get; init; }

    /// <summary>How it became ours, with <c>--adopt</c>.</summary>
    public AdoptionPlan? Adoption { get; init; }

    /// <summary>Why it could not be done.</summary>
    public Problem? Problem { get; init; }

    public bool Written { get; init; }

    /// <summary>Of the result, with <c>--verify</c>.</summary>
    public VerifyResult? Verdict { get; init; }

    public ExitCode ExitOf(bool check) =>
        Problem is not null ? Problem.Exit
        : Update!.HasConflicts || Verdict is { Passed: false } || (check && Update.HasDrift) ? ExitCode.ChecksFailed
        : ExitCode.Done;
}
