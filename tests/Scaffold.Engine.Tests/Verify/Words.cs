using Scaffold.Checks;
using Scaffold.Checks.Verification;

namespace Scaffold.Tests.Verify;

/// <summary>Says what a verification found, for a test's message.</summary>
internal static class Words
{
    public static string Of(VerifyResult result) => string.Join('\n', result.Checks
        .Where(check => check.Finding.Outcome is not Outcome.Pass)
        .SelectMany(check => (IEnumerable<string>)[$"{check.Info.Id} {check.Finding.Outcome}: {check.Finding.Message}", .. check.Finding.Evidence.Select(line => $"  | {line}")]));
}
