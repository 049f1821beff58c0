using CsCheck;
using Scaffold.Core.Regeneration;

namespace Scaffold.Tests.Regeneration;

public class TextMergePropertyTests
{
    private static readonly Gen<string> LineEnd = Gen.Bool.Select(windows => windows ? "\r\n" : "\n");

    private static readonly Gen<string> Text =
        Gen.Int[0, 9].Select(i => ((string[])["a", "b", "\n", "\n", "\n", "\r\n", "\r", "<<<<<<< yours\n", "=======\n", "\uFEFF"])[i]).Array[0, 20].Select(string.Concat);

    /// <summary>Edits of one side each, with an untouched line between every two.</summary>
    private static readonly Gen<Edit[]> EditsApart =
        Gen.Select(Edit.Line, Gen.Bool).Array[1, 20].Select(edits => edits.SelectMany(edit => (Edit[])
        [
            edit.Item2 ? edit.Item1 with { OursKeeps = true, OursWrites = 0 } : edit.Item1 with { TheirsKeeps = true, TheirsWrites = 0 },
            new(true, 0, true, 0),
        ]).ToArray());

    [Fact]
    public void What_one_side_changed_and_the_other_did_not_is_there_in_the_owners_line_ends() =>
        Gen.Select(EditsApart, LineEnd, LineEnd, LineEnd, Gen.Bool.Array[3]).Sample(
            (edits, pristineEnd, oursEnd, theirsEnd, lastEnds) =>
            {
                var pristine = Joined(edits.Select((_, i) => Edit.Original(i)), pristineEnd, lastEnds[0]);
                var ours = Joined(edits.SelectMany((edit, i) => edit.OursAt(i)), oursEnd, lastEnds[1]);
                var theirs = Joined(edits.SelectMany((edit, i) => edit.TheirsAt(i)), theirsEnd, lastEnds[2]);

                var merged = TextMerge.Merge(pristine, ours, theirs, MergeCase.Labels);

                var both = edits.SelectMany((edit, i) => edit.IsTheirs ? edit.TheirsAt(i) : edit.OursAt(i));
                var end = ours == pristine || !ours.Contains('\n', StringComparison.Ordinal) ? theirsEnd : oursEnd; // one line without an end tells no kind
                Assert.Equal(new(Joined(both, end, lastEnds[0] == lastEnds[1] ? lastEnds[2] : lastEnds[1]), 0), merged);
            },
            iter: 5_000);

    [Fact]
    public void Wherever_both_sides_edit_no_written_line_is_lost_and_no_removed_one_comes_back() =>
        MergeCase.Distinct.Sample(
            one =>
            {
                var (ours, theirs) = MergeSides.Of(one.Merge().Text);

                AssertHolds(one.Ours, one.Theirs, one.Pristine, ours);
                AssertHolds(one.Theirs, one.Ours, one.Pristine, theirs);
            },
            iter: 5_000);

    [Fact]
    public void Different_changes_of_one_place_are_a_conflict_that_shows_both() =>
        Gen.Select(Edit.Line.Array[0, 15], Edit.OfBoth, Edit.Line.Array[0, 15]).Sample(
            (above, edit, below) =>
            {
                Edit[] edits = [.. above, edit, .. below];
                var ours = edit.OursAt(above.Length).ToArray();
                var theirs = edit.TheirsAt(above.Length).ToArray();

                var merged = TextMerge.Merge(
                    Joined(edits.Select((_, i) => Edit.Original(i)), "\n", true),
                    Joined(edits.SelectMany((each, i) => each.OursAt(i)), "\n", true),
                    Joined(edits.SelectMany((each, i) => each.TheirsAt(i)), "\n", true),
                    MergeCase.Labels);

                Assert.NotEqual(0, merged.Conflicts);
                Assert.Equal(merged.Conflicts, Lines(merged.Text).Count(line => line is "<<<<<<< yours"));
                Assert.Subset(Lines(merged.Text).ToHashSet(), ours.Concat(theirs).ToHashSet());
            },
            iter: 5_000);

    [Fact]
    public void Without_an_edit_it_is_todays_rendering_and_without_a_change_of_the_template_the_owners_text() =>
        Gen.Select(Text, Text).Sample(
            (one, other) =>
            {
                Assert.Equal(new(other, 0), TextMerge.Merge(one, one, other, MergeCase.Labels));
                Assert.Equal(new(other, 0), TextMerge.Merge(one, other, one, MergeCase.Labels));
                Assert.Equal(new(other, 0), TextMerge.Merge(one, other, other, MergeCase.Labels));
            },
            iter: 5_000);

    [Fact]
    public void Twice_is_once()
    {
        MergeCase.Distinct.Sample(one => AssertTwiceIsOnce(one, again: true), iter: 3_000);
        MergeCase.Repeated.Sample(one => AssertTwiceIsOnce(one, again: false), iter: 3_000);
        Gen.Select(Text, Text, Text, (pristine, ours, theirs) => new MergeCase(pristine, ours, theirs)).Sample(one => AssertTwiceIsOnce(one, again: false), iter: 3_000);
    }

    /// <param name="again">Also where the record of the first time was not written.</param>
    private static void AssertTwiceIsOnce(MergeCase one, bool again)
    {
        var once = one.Merge();
        Assert.Equal(once, one.Merge());
        if (once.Conflicts > 0)
            return;
        Assert.Equal(once, (one with { Pristine = one.Theirs, Ours = once.Text }).Merge());
        if (again)
            Assert.Equal(once, (one with { Ours = once.Text }).Merge());
    }

    /// <summary>A side's own lines are all in its reading of the merged text, in order, and nothing is that either side removed.</summary>
    private static void AssertHolds(string side, string other, string pristine, IReadOnlyList<string> merged)
    {
        var own = Lines(side).Except(Lines(pristine)).ToArray();
        Assert.Equal(own, merged.Where(own.Contains));
        Assert.Empty(merged.Intersect(Lines(pristine)).Except(Lines(side)));
        Assert.Empty(merged.Except(Lines(side)).Except(Lines(other)));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Joined(IEnumerable<string> lines, string end, bool lastEnds)
    {
        var text = string.Concat(lines.Select(line => line + end));
        return lastEnds || text is "" ? text : text[..^end.Length];
    }
}
