using Scaffold.Core.Regeneration;

namespace Scaffold.Tests.Regeneration;

public class TextMergeTests
{
    [Fact]
    public void Changes_in_different_places_are_both_taken() =>
        Merges("a\nb\nc\nd\ne\n", "a\nB\nc\nd\ne\n", "a\nb\nc\nD\ne\n", "a\nB\nc\nD\ne\n");

    [Fact]
    public void The_same_change_on_both_sides_is_no_conflict() =>
        Merges("a\nb\nc\n", "a\nx\ny\nc\n", "a\nx\ny\nc\nd\n", "a\nx\ny\nc\nd\n");

    [Fact]
    public void Different_changes_of_one_line_are_a_conflict() =>
        Conflicts("a\nb\nc\n", "a\nours\nc\n", "a\ntheirs\nc\n", "a\n<<<<<<< yours\nours\n=======\ntheirs\n>>>>>>> template 0.2.0\nc\n");

    [Fact]
    public void A_change_and_a_removal_are_a_conflict() =>
        Conflicts("a\nb\nc\n", "a\nc\n", "a\ntheirs\nc\n", "a\n<<<<<<< yours\n=======\ntheirs\n>>>>>>> template 0.2.0\nc\n");

    [Fact]
    public void Changes_of_lines_that_touch_are_a_conflict() =>
        Conflicts("a\nb\nc\nd\n", "a\nB\nc\nd\n", "a\nb\nC\nd\n", "a\n<<<<<<< yours\nB\nc\n=======\nb\nC\n>>>>>>> template 0.2.0\nd\n");

    [Fact]
    public void Different_insertions_in_one_place_are_a_conflict() =>
        Conflicts("a\nb\n", "a\nours\nb\n", "a\ntheirs\nb\n", "a\n<<<<<<< yours\nours\n=======\ntheirs\n>>>>>>> template 0.2.0\nb\n");

    [Fact]
    public void What_both_sides_have_is_left_out_of_the_conflict() =>
        Conflicts("a\nb\n", "a\nx\nours\ny\nb\n", "a\nx\ntheirs\ny\nb\n", "a\nx\n<<<<<<< yours\nours\n=======\ntheirs\n>>>>>>> template 0.2.0\ny\nb\n");

    [Fact]
    public void Conflicts_far_from_each_other_within_one_place_are_two()
    {
        var merged = Merge("", "1\nsame\nsame\nsame\nsame\n2\n", "3\nsame\nsame\nsame\nsame\n4\n");

        Assert.Equal(2, merged.Conflicts);
        Assert.Contains(">>>>>>> template 0.2.0\nsame\nsame\nsame\nsame\n<<<<<<< yours\n", merged.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_in_the_owners_text_are_lines_as_any_other()
    {
        const string Marks = "<<<<<<< yours\nx\n=======\ny\n>>>>>>> template 0.2.0\n";

        Merges("a\nb\nc\nd\n", $"a\n{Marks}b\nc\nd\n", "a\nb\nc\nD\n", $"a\n{Marks}b\nc\nD\n");
        Conflicts("a\nd\n", $"a\n{Marks}d\n", "a\ntheirs\nd\n", $"a\n<<<<<<< yours\n{Marks}=======\ntheirs\n>>>>>>> template 0.2.0\nd\n");
    }

    [Fact]
    public void The_owners_line_end_is_kept()
    {
        Merges("a\nb\nc\n", "a\r\nb\r\nc\r\n", "a\nb\nC\nd\n", "a\r\nb\r\nC\r\nd\r\n");
        Merges("a\r\nb\r\nc\r\n", "a\nb\nc\n", "a\r\nb\r\nC\r\n", "a\nb\nC\n");
        Conflicts("a\n", "b\r\n", "c\n", "<<<<<<< yours\r\nb\r\n=======\r\nc\r\n>>>>>>> template 0.2.0\r\n");
    }

    [Fact]
    public void Of_mixed_line_ends_each_stays_and_new_lines_end_as_most_do() =>
        Merges("a\nb\nc\nd\n", "a\r\nb\nc\r\nd\r\n", "a\nb\nc\nd\ne\n", "a\r\nb\nc\r\nd\r\ne\r\n");

    [Fact]
    public void Line_ends_alone_are_no_change()
    {
        Merges("a\nb\n", "a\nB\n", "a\r\nb\r\n", "a\nB\n");
        Merges("a\nb\n", "a\r\nB\r\n", "a\nB\n", "a\r\nB\r\n");
    }

    [Theory]
    [InlineData("a\nb\nc\n", "A\nb\nc", "a\nb\nc\n", "A\nb\nc")] // the owner's choice
    [InlineData("a\nb\nc\n", "a\nb\nc", "A\nb\nc\n", "A\nb\nc")]
    [InlineData("a\nb\nc", "A\nb\nc", "a\nb\nc\n", "A\nb\nc\n")] // the template's
    [InlineData("a\nb\nc", "A\nb\nc", "a\nb\nc\nd\n", "A\nb\nc\nd\n")]
    [InlineData("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC")] // nobody's
    [InlineData("a\nb\nc", "A\nb\nc", "a\nb\nc\nd", "A\nb\nc\nd")]
    [InlineData("a\nb\nc\n", "a\nb\nc", "a\nb\nc\nd\n", "a\nb\nc\nd")] // content and end merge apart
    [InlineData("a\nb\nc\n", "a\nb\nc\nd", "A\nb\nc\n", "A\nb\nc\nd")]
    public void Whether_the_last_line_ends_is_merged_as_well(string pristine, string ours, string theirs, string merged) =>
        Merges(pristine, ours, theirs, merged);

    [Fact]
    public void A_conflict_in_the_last_line_ends_with_its_mark() =>
        Conflicts("a", "b", "c", "<<<<<<< yours\nb\n=======\nc\n>>>>>>> template 0.2.0\n");

    [Fact]
    public void A_byte_order_mark_is_the_owners()
    {
        Merges("a\nb\nc\n", "\uFEFFa\nb\nc\n", "a\nb\nC\n", "\uFEFFa\nb\nC\n");
        Merges("\uFEFFa\nb\nc\n", "a\nb\nc\n", "\uFEFFA\nb\nc\n", "A\nb\nc\n");
    }

    [Fact]
    public void A_text_that_one_side_empties_is_a_conflict_only_if_the_other_changed_it()
    {
        Merges("a\nb\n", "", "a\nb\n", "");
        Merges("a\nb\n", "a\nb\n", "", "");
        Conflicts("a\n", "", "b\n", "<<<<<<< yours\n=======\nb\n>>>>>>> template 0.2.0\n");
        Conflicts("", "b\n", "c\n", "<<<<<<< yours\nb\n=======\nc\n>>>>>>> template 0.2.0\n");
    }

    [Theory]
    [InlineData(100_000, 100_000)] // no two lines alike
    [InlineData(100_000, 7)]
    [InlineData(100_000, 20_000)]
    [InlineData(400_000, 20)]
    [InlineData(100_000, 20, 490)] // between landmarks, and as many lines there as are still compared one by one
    public void A_long_text_in_another_order_takes_seconds_at_most(int count, int kinds, int run = int.MaxValue)
    {
        Random random = new(count + kinds);
        var pristine = Shuffled();
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var merged = Merge(pristine, Shuffled(), Shuffled());

        TestContext.Current.TestOutputHelper?.WriteLine($"{pristine.Length / 1000} KB, {count} lines of {kinds} kinds: {clock.ElapsedMilliseconds} ms, {merged.Conflicts} conflicts");
        Assert.NotEqual(0, merged.Conflicts);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60); // far above what it takes, for a busy machine

        string Shuffled()
        {
            string[] lines = [.. Enumerable.Range(0, count).Select(i => $"{i % kinds:x}\n")];
            for (var start = 0; start < count; start += Math.Min(run, count))
            {
                random.Shuffle(lines.AsSpan(start, Math.Min(run, count - start)));
                if (run < count)
                    lines[start] = $"landmark {start}\n";
            }
            return string.Concat(lines);
        }
    }

    private static void Merges(string pristine, string ours, string theirs, string expected) =>
        Assert.Equal(new(expected, 0), Merge(pristine, ours, theirs));

    private static void Conflicts(string pristine, string ours, string theirs, string expected) =>
        Assert.Equal(new(expected, 1), Merge(pristine, ours, theirs));

    private static MergeResult Merge(string pristine, string ours, string theirs) =>
        TextMerge.Merge(pristine, ours, theirs, new("yours", "template 0.2.0"));
}
