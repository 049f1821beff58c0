using Scaffold.Checks.Verification;

namespace Scaffold.Tests.Verify;

/// <summary>Verifications of the mutants.</summary>
public sealed class MutantRuns() : VerificationRuns(Mutant.Names, atOnce: 3, more: 9)
{
    protected override VerifyRequest Prepare(string name, string folder)
    {
        var mutant = Mutant.Of(name);
        mutant.WriteTo(folder);
        return new()
        {
            Profiles = mutant.Profiles,
            Only = mutant.Only,
            Platform = mutant.Platform,
            Limits = mutant.Limits,
        };
    }
}
