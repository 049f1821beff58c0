using System.Globalization;
using System.Text.RegularExpressions;
using Scaffold.Core.Regeneration;

namespace Scaffold.Tests.Regeneration;

/// <summary>What git makes of cases. One shell for all, since a process of ours per case takes ten times as long.</summary>
internal static partial class Git
{
    private static readonly Dictionary<string, string?> WithoutSettings = new() { ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_CONFIG_NOSYSTEM"] = "1" };

    public static async Task<IReadOnlyList<MergeResult>> MergeAsync(IReadOnlyList<MergeCase> cases)
    {
        using var folder = await RunAsync(cases, "git merge-file -p -L yours -L pristine -L template $i/ours $i/pristine $i/theirs >$i/merged; echo $? >$i/conflicts");
        return
        [
            .. cases.Select((_, i) => new MergeResult(
                File.ReadAllText(folder[$"{i}/merged"]), int.Parse(File.ReadAllText(folder[$"{i}/conflicts"]), CultureInfo.InvariantCulture))),
        ];
    }

    /// <summary>The diffs that a merge is made of.</summary>
    public static async Task<IReadOnlyList<(Change[] Ours, Change[] Theirs)>> DiffAsync(IReadOnlyList<MergeCase> cases)
    {
        using var folder = await RunAsync(
            cases, "for side in ours theirs; do git diff --no-index --no-indent-heuristic --diff-algorithm=myers -U0 $i/pristine $i/$side >$i/$side.diff; done");
        return [.. cases.Select((_, i) => (Read($"{i}/ours.diff"), Read($"{i}/theirs.diff")))];

        Change[] Read(string diff) =>
        [
            .. Header().Matches(File.ReadAllText(folder[diff])).Select(match =>
            {
                var (from, to) = (Lines(match, 1), Lines(match, 3));
                return new Change(from.Start, from.End, to.Start, to.End);
            }),
        ];
    }

    private static (int Start, int End) Lines(Match match, int group)
    {
        var start = int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        var count = match.Groups[group + 1] is { Success: true, Value: var text } ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
        return count is 0 ? (start, start) : (start - 1, start - 1 + count);
    }

    private static async Task<TemporaryFolder> RunAsync(IReadOnlyList<MergeCase> cases, string command)
    {
        TemporaryFolder folder = new();
        for (var i = 0; i < cases.Count; i++)
        {
            folder.Write($"{i}/pristine", cases[i].Pristine);
            folder.Write($"{i}/ours", cases[i].Ours);
            folder.Write($"{i}/theirs", cases[i].Theirs);
        }
        (await Command.RunAsync("sh", ["-c", $"for i in $(ls); do {command}; done; true"], folder.Path, WithoutSettings)).Succeeded();
        return folder;
    }

    [GeneratedRegex(@"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", RegexOptions.Multiline)]
    private static partial Regex Header();
}
