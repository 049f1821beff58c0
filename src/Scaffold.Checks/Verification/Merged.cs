namespace Scaffold.Checks.Verification;

/// <summary>One finding of a check out of those on each image of a repository.</summary>
internal static class Merged
{
    private static readonly Outcome[] WorstFirst = [Outcome.Fail, Outcome.Warn, Outcome.Pass, Outcome.Skip];

    public static Finding Of(IReadOnlyList<(string? Stage, Finding Finding)> findings)
    {
        var worst = WorstFirst.First(outcome => findings.Any(entry => entry.Finding.Outcome == outcome));
        var decisive = findings.Where(entry => entry.Finding.Outcome == worst).ToList();
        var first = decisive[0].Finding;
        return decisive.All(entry => entry.Finding.Message == first.Message)
            ? first
            : first with
            {
                Message = string.Join(' ', decisive.Select(entry => $"{entry.Stage}: {entry.Finding.Message}")),
                Places = [.. decisive.SelectMany(entry => entry.Finding.Places).Distinct()],
            };
    }
}
