using Scaffold.Core.Regeneration;

namespace Scaffold.Tests.Regeneration;

public class LineDiffTests
{
    [Fact]
    public void A_diff_is_as_short_as_can_be_and_makes_one_text_of_the_other() =>
        CsCheck.Check.Sample(
            MergeCase.Repeated,
            one =>
            {
                string[] from = one.Ours.Split('\n'), to = one.Theirs.Split('\n');

                var changes = LineDiff.Between(from, to);

                List<string> made = [];
                var (done, changed) = (0, 0);
                foreach (var change in changes)
                {
                    Assert.True(change.FromStart > done || done is 0, "a common line between every two");
                    made.AddRange(from[done..change.FromStart]);
                    Assert.Equal(change.ToStart, made.Count);
                    made.AddRange(to[change.ToStart..change.ToEnd]);
                    changed += change.FromEnd - change.FromStart + change.ToEnd - change.ToStart;
                    done = change.FromEnd;
                }
                made.AddRange(from[done..]);
                Assert.Equal(to, made);
                Assert.Equal(from.Length + to.Length - 2 * LongestCommon(from, to), changed);
            },
            iter: 3_000);

    private static int LongestCommon(string[] from, string[] to)
    {
        var lengths = new int[from.Length + 1, to.Length + 1];
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
                lengths[i, j] = from[i - 1] == to[j - 1] ? lengths[i - 1, j - 1] + 1 : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
        }
        return lengths[from.Length, to.Length];
    }
}
