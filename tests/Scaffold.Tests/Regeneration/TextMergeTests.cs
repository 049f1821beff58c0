using CsCheck;
using Scaffold.Core.Regeneration;
using static Scaffold.Tests.Regeneration.MergeCase;

namespace Scaffold.Tests.Regeneration;

public sealed class TextMergeTests : IDisposable
{
    private const int Cases = 5_000;
    private static readonly MergeLabels Labels = new("yours", "template 9");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_either_side_wrote_is_there_afterwards() => Unique.Sample(
        one =>
        {
            var merged = Lines(Merge(one).Text);
            foreach (var (side, name) in new[] { (one.Ours, "o"), (one.Theirs, "t") })
            {
                var written = side.Where(line => line.StartsWith(name, StringComparison.Ordinal)).ToHashSet();
                if (!written.IsSubsetOf(merged))
                    return false;
            }
            return true;
        },
        iter: Cases);

    [Fact]
    public void What_either_side_deleted_is_gone_when_there_is_no_conflict() => Unique.Sample(
        one =>
        {
            var merged = Merge(one);
            var kept = Lines(merged.Text).ToHashSet();
            return merged.Conflicts > 0 || one.Pristine.All(line => kept.Contains(line) == (one.Ours.Contains(line) && one.Theirs.Contains(line)));
        },
        iter: Cases);

    [Fact]
    public void A_side_that_changed_nothing_has_no_say() => Gen.OneOf(Unique, Repeated).Sample(
        one => Merge(one with { Ours = one.Pristine }) == new MergeResult(Text(one.Theirs), 0)
            && Merge(one with { Theirs = one.Pristine }) == new MergeResult(Text(one.Ours), 0)
            && Merge(one with { Theirs = one.Ours }) == new MergeResult(Text(one.Ours), 0),
        iter: Cases);

    [Fact]
    public void To_merge_twice_is_to_merge_once() => Gen.OneOf(Unique, Repeated).Sample(
        one =>
        {
            var once = Merge(one);
            return TextMerge.Merge(Text(one.Theirs), once.Text, Text(one.Theirs), Labels) == new MergeResult(once.Text, 0);
        },
        iter: Cases);

    [Fact]
    public void One_line_that_both_change_is_a_conflict() => Gen.Select(Gen.Int[1, 30], Gen.Int[0, 29]).Sample(
        (count, at) =>
        {
            var lines = Enumerable.Range(0, count).Select(n => $"line {n}").ToList();
            string[] ours = [.. lines], theirs = [.. lines];
            (ours[at % count], theirs[at % count]) = ("mine", "today's");
            var merged = Merge(new(lines, ours, theirs));
            return merged.Conflicts == 1 && merged.Text.Contains("<<<<<<< yours\nmine\n=======\ntoday's\n>>>>>>> template 9\n", StringComparison.Ordinal);
        });

    // docs/decisions/0004 says why each difference is one.
    [Fact]
    public async Task Git_comes_to_the_same_where_lines_can_be_told_apart()
    {
        var counts = await CompareAsync(Unique);

        TestContext.Current.TestOutputHelper!.WriteLine($"of 400 cases without equal lines: {counts}");
        Assert.Equal((0, 0, 0), (counts.OnlyGitConflicts, counts.OnlyWeConflict, counts.OtherText));
        Assert.True(counts is { Merged: > 50, BothConflict: > 50 }, $"{counts}");
    }

    [Fact]
    public async Task Where_lines_repeat_git_may_pair_them_otherwise()
    {
        var counts = await CompareAsync(Repeated);

        TestContext.Current.TestOutputHelper!.WriteLine($"of 400 cases with equal lines: {counts}");
        Assert.InRange(counts.OnlyGitConflicts + counts.OnlyWeConflict + counts.OtherText, 0, 40);
    }

    [Theory]
    [InlineData("a\nb\nc\n", "a\r\nB\r\nc\r\n", "a\nb\nc\nd\n", "a\r\nB\r\nc\r\nd\r\n")] // the owner's kind of line ends
    [InlineData("a\nb\nc", "a\nb\nc", "A\nb\nc", "A\nb\nc")] // no end of the last line, on either side
    [InlineData("a\nb\nc\n", "A\nb\nc", "a\nb\nc\n", "A\nb\nc")]
    [InlineData("a\nb\nc\n", "a\nb\nc", "A\nb\nc\n", "A\nb\nc")]
    [InlineData("a\n<<<<<<< yours\nb\n", "a\n<<<<<<< yours\nb\nmine\n", "A\n<<<<<<< yours\nb\n", "A\n<<<<<<< yours\nb\nmine\n")]
    [InlineData("", "mine\n", "", "mine\n")]
    public void Line_ends_are_the_owners(string pristine, string ours, string theirs, string expected) =>
        Assert.Equal(new MergeResult(expected, 0), TextMerge.Merge(pristine, ours, theirs, Labels));

    [Fact]
    public void A_megabyte_is_merged_in_no_time()
    {
        var lines = Enumerable.Range(0, 40_000).Select(n => $"line number {n} of many").ToList();
        List<string> ours = [.. lines], theirs = [.. lines];
        (ours[3], ours[30_000], theirs[10], theirs[39_000]) = ("mine", "mine", "today's", "today's");

        var merged = Merge(new(lines, ours, theirs));

        Assert.Equal((0, 2, 2), (merged.Conflicts, Lines(merged.Text).Count(line => line is "mine"), Lines(merged.Text).Count(line => line is "today's")));
    }

    private static MergeResult Merge(MergeCase one) => TextMerge.Merge(Text(one.Pristine), Text(one.Ours), Text(one.Theirs), Labels);

    private static string[] Lines(string text) => text.Split('\n');

    private async Task<Agreement> CompareAsync(Gen<MergeCase> cases)
    {
        Agreement counts = new();
        PCG random = new(1);
        for (var i = 0; i < 400; i++)
        {
            var one = cases.Generate(random, null, out _);
            _folder.Write("pristine", Text(one.Pristine));
            _folder.Write("ours", Text(one.Ours));
            _folder.Write("theirs", Text(one.Theirs));
            var git = await Command.RunAsync("git", ["merge-file", "-p", "ours", "pristine", "theirs"], _folder.Path);
            var we = Merge(one);
            counts = (git.Exit > 0, we.Conflicts > 0) switch
            {
                (true, true) => counts with { BothConflict = counts.BothConflict + 1 },
                (true, false) => counts with { OnlyGitConflicts = counts.OnlyGitConflicts + 1 },
                (false, true) => counts with { OnlyWeConflict = counts.OnlyWeConflict + 1 },
                _ when git.Output == we.Text => counts with { Merged = counts.Merged + 1 },
                _ => counts with { OtherText = counts.OtherText + 1 },
            };
        }
        return counts;
    }

    private sealed record Agreement(int Merged = 0, int BothConflict = 0, int OnlyGitConflicts = 0, int OnlyWeConflict = 0, int OtherText = 0);
}
