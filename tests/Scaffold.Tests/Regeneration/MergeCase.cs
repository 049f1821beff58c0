using CsCheck;
using Scaffold.Core.Regeneration;

namespace Scaffold.Tests.Regeneration;

/// <summary>Three texts to merge.</summary>
internal sealed record MergeCase(string Pristine, string Ours, string Theirs)
{
    public static readonly MergeLabels Labels = new("yours", "template");

    // Few different lines, so that most occur again.
    private static readonly Gen<string> RepeatedLine = Gen.Int[0, 7].Select(i => ((string[])["", "a", "b", "    }", "c", "", "d", "a"])[i]);

    /// <summary>Lines that are all different, edited anywhere by both sides.</summary>
    public static readonly Gen<MergeCase> Distinct =
        from edits in Edit.Line.Array[0, 30]
        select new MergeCase(
            Joined(edits.Select((_, i) => Edit.Original(i))),
            Joined(edits.SelectMany((edit, i) => edit.OursAt(i))),
            Joined(edits.SelectMany((edit, i) => edit.TheirsAt(i))));

    /// <summary>Lines that occur again and again, edited anywhere by both sides.</summary>
    public static readonly Gen<MergeCase> Repeated =
        from pristine in RepeatedLine.Array[0, 25]
        from ours in Edited(pristine)
        from theirs in Edited(pristine)
        select new MergeCase(Joined(pristine), Joined(ours), Joined(theirs));

    public MergeResult Merge() => TextMerge.Merge(Pristine, Ours, Theirs, Labels);

    private static Gen<string[]> Edited(string[] lines) =>
        from edits in Gen.Select(Gen.Int[0, 12], RepeatedLine).Array[lines.Length + 1]
        select (string[])
        [
            .. edits.SelectMany((edit, i) => (string[])(edit.Item1 switch
            {
                0 => [edit.Item2],
                1 => [edit.Item2, .. lines.Skip(i).Take(1)],
                2 => [],
                _ => [.. lines.Skip(i).Take(1)],
            })),
        ];

    private static string Joined(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
