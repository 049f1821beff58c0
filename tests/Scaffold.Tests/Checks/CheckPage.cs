using System.Text.Json.Nodes;
using Scaffold.Checks;
using Scaffold.Checks.Contract;

namespace Scaffold.Tests.Checks;

/// <summary>docs/checks/C-nn.md, as the check itself, the contract and the mutants have it.</summary>
internal static class CheckPage
{
    private static readonly IReadOnlyList<(string Name, JsonNode Expect)> Mutants =
    [
        .. Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Path, "tests", "mutants"))
            .Where(folder => File.Exists(Path.Combine(folder, "expect.json")))
            .Order(StringComparer.Ordinal)
            .Select(folder => (Path.GetFileName(folder), JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "expect.json")))!)),
    ];

    public static string Of(CheckInfo check) =>
        $"""
        <!-- Written from the check by SCAFFOLD_ACCEPT=1: change the check, not this page. -->
        # {check.Id}: {check.Title}

        Phase {EnumWords.Of(check.Phase)}; judged for {EnumWords.Of(check.Profiles)}; needs {NeedsOf(check.Needs)}.

        {check.Details}

        ## Rules

        {string.Concat(Rules.Of(check).Select(Line))}{Threads(check.Id)}
        ## Images that it finds

        {string.Concat(Found(check.Id))}
        ## By itself

        ```
        sagemaker-container verify . --only {check.Id}
        ```

        """;

    private static string Threads(string id) => Mistakes.For(id) is { Count: > 0 } mistakes
        ? $"\n## Threads it would have prevented\n\n{string.Concat(mistakes.Select(Line))}"
        : "";

    private static string Line(Rule rule) =>
        $"- **{rule.Id}**{(rule.Level is null ? "" : $" ({rule.Level})")}: {rule.Text}{(rule.Page is null ? $" Source: {rule.Source}." : $" [{(rule.IsDocumented ? "AWS's page" : "Source")}]({rule.Page.OriginalString})")}\n";

    private static string Line(Mistake mistake) =>
        $"- {mistake.Failure}: {string.Join(", ", mistake.Threads.Select(thread => $"[{thread}]({Mistake.PageOf(thread)})"))}\n";

    private static IEnumerable<string> Found(string id) =>
        from mutant in Mutants
        from outcome in new[] { "fail", "warn" }
        where mutant.Expect[outcome]?.AsArray().Any(check => (string?)check == id) ?? false
        select $"- [{mutant.Name}](../../tests/mutants/{mutant.Name}), {outcome}: {(string?)mutant.Expect["why"]}\n";

    private static string NeedsOf(Needs needs)
    {
        var words = Enum.GetValues<Needs>().Where(need => need is not Needs.None && needs.HasFlag(need)).Select(WordsOf).ToList();
        return words.Count == 0 ? "nothing but the repository or the image" : string.Join(", ", words);
    }

    private static string WordsOf(Needs need) => need switch
    {
        Needs.Dockerfile => "a Dockerfile",
        Needs.Image => "the built image",
        Needs.Containers => "an engine with containers (`--engine docker`)",
        Needs.Requests => "`requests` in samples/verify.json",
        Needs.Channels => "`channels` in samples/verify.json",
        _ => throw new ArgumentOutOfRangeException(nameof(need), need, "Say it in words."),
    };
}
