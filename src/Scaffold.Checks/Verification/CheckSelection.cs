using Scaffold.Core.Problems;

namespace Scaffold.Checks.Verification;

/// <summary>Chooses the checks of a request.</summary>
internal static class CheckSelection
{
    /// <param name="profiles">The uses that are declared or could be.</param>
    public static IReadOnlyList<ICheck> Of(IReadOnlyList<ICheck> checks, Profile profiles, VerifyRequest request)
    {
        Guard("--only", request.Only);
        Guard("--skip", request.Skip);
        return
        [
            .. checks
                .Where(check => (check.Info.Profiles & profiles) != 0)
                .Where(check => request.Only.Count == 0 || Names(request.Only, check))
                .Where(check => !Names(request.Skip, check)),
        ];

        void Guard(string option, IReadOnlyList<string> ids)
        {
            if (ids.FirstOrDefault(id => !checks.Any(check => Names([id], check))) is { } unknown)
                throw new UserErrorException(new(
                    "SM201", $"There is no check {unknown}.", option,
                    $"Name checks by their ID: {string.Join(", ", checks.Select(check => check.Info.Id))}.", ExitCode.Usage));
        }
    }

    private static bool Names(IReadOnlyList<string> ids, ICheck check) => ids.Contains(check.Info.Id, StringComparer.OrdinalIgnoreCase);
}
