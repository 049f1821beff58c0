using Scaffold.Checks;
using Scaffold.Checks.Verification;

namespace Scaffold.Tests.Verify;

/// <summary>A line for each verified image in the folder that SCAFFOLD_KILL_TABLE names; <c>tests/kill-table.sh</c> makes a page of them.</summary>
internal static class KillTable
{
    public static void Add(Mutant mutant, VerifyResult result)
    {
        var (expected, seen) = (Ids(mutant.Catches), Ids(Fired(result).Select(check => check.Info.Id)));
        Write("mutants", mutant.Name, $"| {mutant.Name} | {expected} | {seen} | {(expected == seen ? "yes" : "no")} | {mutant.Why} |");
    }

    public static void Add(SoundImage image, string name, VerifyResult result)
    {
        var fired = Ids(Fired(result).Select(check => check.Info.Id));
        var skipped = result.Checks.Where(check => check.Finding.Outcome is Outcome.Skip).Select(check => check.Info.Id);
        Write("sound", name, $"| {name} | {result.Checks.Count(check => check.Finding.Outcome is Outcome.Pass)} | {fired} | {Ids(skipped)} | {image.About} |");
    }

    private static IEnumerable<CheckResult> Fired(VerifyResult result) => result.Checks.Where(check => check.Finding.Outcome is Outcome.Fail or Outcome.Warn);

    private static string Ids(IEnumerable<string> ids) => string.Join(", ", ids.Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";

    private static void Write(string kind, string name, string line)
    {
        if (Environment.GetEnvironmentVariable("SCAFFOLD_KILL_TABLE") is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(Path.Combine(folder, kind));
        File.WriteAllText(Path.Combine(folder, kind, name), line + "\n");
    }
}
