using CsCheck;
using Scaffold.Core.Regeneration;

namespace Scaffold.Tests.Regeneration;

/// <summary>The same cases through <c>git merge-file</c>. Each way in which it may differ is told in docs/decisions/0005.</summary>
public class GitMergeTests(ITestOutputHelper output)
{
    private enum Difference
    {
        None,

        /// <summary>git makes one conflict of neighbours with up to three lines between them; what either side says is the same.</summary>
        JoinedByGit,

        /// <summary>Of diffs that are equally short, git took another. Changes touch in its or in ours, and in the other they do not.</summary>
        OtherDiffWithOneConflict,

        /// <summary>The same, and both have a conflict.</summary>
        OtherDiffWithConflicts,

        /// <summary>The same, and neither has a conflict.</summary>
        OtherDiffWithoutConflict,

        Unexplained,
    }

    [Fact]
    public void Lines_that_are_all_different_are_merged_as_git_does() =>
        Compare(MergeCase.Distinct, [Difference.None, Difference.JoinedByGit]);

    [Fact]
    public void Lines_that_occur_again_are_merged_as_git_does_wherever_both_see_the_same_changes() =>
        Compare(MergeCase.Repeated, [Difference.None, Difference.JoinedByGit, Difference.OtherDiffWithOneConflict, Difference.OtherDiffWithConflicts, Difference.OtherDiffWithoutConflict]);

    /// <summary>To git a last line that does not end is another line.</summary>
    [Fact]
    public async Task A_last_line_that_does_not_end_is_a_conflict_to_git_alone()
    {
        MergeCase[] cases = [new("a\nb\nc\n", "a\nb\nc", "a\nb\nC\n"), new("a\nb\nc\n", "a\nb\nc", "a\nb\nc\nd\n")];

        Assert.All(await Git.MergeAsync(cases), merged => Assert.Equal(1, merged.Conflicts));
        Assert.Equal([new("a\nb\nC", 0), new("a\nb\nc\nd", 0)], cases.Select(one => one.Merge()));
    }

    /// <summary>To git other line ends are other lines.</summary>
    [Fact]
    public async Task Other_line_ends_are_a_conflict_to_git_alone()
    {
        MergeCase[] cases = [new("a\nb\nc\n", "a\r\nb\r\nc\r\n", "a\nb\nC\n")];

        Assert.Equal(1, Assert.Single(await Git.MergeAsync(cases)).Conflicts);
        Assert.Equal(new("a\r\nb\r\nC\r\n", 0), cases[0].Merge());
    }

    private void Compare(Gen<MergeCase> kind, Difference[] allowed) =>
        kind.Array[300].Sample(
            cases =>
            {
                var differences = DifferencesAsync(cases).GetAwaiter().GetResult();

                foreach (var group in differences.CountBy(difference => difference).OrderBy(group => group.Key))
                    output.WriteLine($"{group.Key}: {group.Value}");
                Assert.All(differences.Zip(cases), one => Assert.True(allowed.Contains(one.First), $"{one.First}: {one.Second}"));
            },
            iter: 1);

    private static async Task<IReadOnlyList<Difference>> DifferencesAsync(MergeCase[] cases)
    {
        var gits = await Git.MergeAsync(cases);
        var differences = cases.Zip(gits, Told).ToArray();
        int[] unexplained = [.. Enumerable.Range(0, cases.Length).Where(i => differences[i] is Difference.Unexplained)];
        var diffs = await Git.DiffAsync([.. unexplained.Select(i => cases[i])]);
        foreach (var (i, (ours, theirs)) in unexplained.Zip(diffs))
        {
            if (!Diff(cases[i].Pristine, cases[i].Ours).SequenceEqual(ours) || !Diff(cases[i].Pristine, cases[i].Theirs).SequenceEqual(theirs))
                differences[i] = OtherDiff(cases[i].Merge(), gits[i]);
        }
        return differences;
    }

    private static Difference Told(MergeCase one, MergeResult git)
    {
        var merged = one.Merge();
        if (merged == git)
            return Difference.None;
        return merged.Conflicts > 0 && git.Conflicts > 0 && MergeSides.Of(merged.Text).AreAs(MergeSides.Of(git.Text)) ? Difference.JoinedByGit : Difference.Unexplained;
    }

    private static Difference OtherDiff(MergeResult merged, MergeResult git) => (merged.Conflicts > 0, git.Conflicts > 0) switch
    {
        (true, true) => Difference.OtherDiffWithConflicts,
        (false, false) => Difference.OtherDiffWithoutConflict,
        _ => Difference.OtherDiffWithOneConflict,
    };

    private static IReadOnlyList<Change> Diff(string from, string to) => LineDiff.Between(new TextLines(from).Lines, new TextLines(to).Lines);
}
