using Scaffold.Core.Regeneration;

namespace Scaffold.Checks.Adoption;

/// <summary>What becomes of a repository that was made by hand.</summary>
/// <param name="Proposals">The parameters, with what speaks for each.</param>
/// <param name="Gaps">Where it falls short of the contract, as far as files tell.</param>
/// <param name="Mends">What of that is mended, in the order it was done.</param>
/// <param name="Update">The files that come and change.</param>
public sealed record AdoptionPlan(IReadOnlyList<Proposal> Proposals, IReadOnlyList<Gap> Gaps, IReadOnlyList<Mend> Mends, RepositoryUpdate Update);
