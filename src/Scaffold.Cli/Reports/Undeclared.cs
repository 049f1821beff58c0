using Scaffold.Checks;
using Scaffold.Checks.Verification;

namespace Scaffold.Cli.Reports;

/// <summary>Checks that were skipped for no other reason than that their use was not declared: a report tells them in one line per use.</summary>
internal static class Undeclared
{
    public static bool Is(CheckResult check, VerifyResult result) => check.Finding.Outcome is Outcome.Skip && (check.Info.Profiles & result.Profiles) == 0;

    /// <summary>By the name that <c>--profile</c> takes, each check under the first of its uses.</summary>
    public static IEnumerable<(string Use, IReadOnlyList<CheckResult> Checks)> ByUse(VerifyResult result) =>
        from check in result.Checks
        where Is(check, result)
        group check by ProfileNames.NamesOf(check.Info.Profiles)[0] into checks
        select (checks.Key, (IReadOnlyList<CheckResult>)[.. checks]);
}
