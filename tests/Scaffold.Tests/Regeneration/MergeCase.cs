using CsCheck;

namespace Scaffold.Tests.Regeneration;

/// <summary>A text, and what two sides made of it: lines replaced, inserted, deleted, at random. Lines of the owner begin with o, those of the template with t.</summary>
internal sealed record MergeCase(IReadOnlyList<string> Pristine, IReadOnlyList<string> Ours, IReadOnlyList<string> Theirs)
{
    private static readonly Gen<(int At, int Delete, int Insert)> Edit = Gen.Select(Gen.Int[0, 40], Gen.Int[0, 3], Gen.Int[0, 3]);

    /// <summary>Every line is another.</summary>
    public static Gen<MergeCase> Unique { get; } = Of(Gen.Int[0, 30].Select(count => Enumerable.Range(0, count).Select(n => $"line {n}").ToArray()));

    /// <summary>Many lines are equal, as braces and blank lines are.</summary>
    public static Gen<MergeCase> Repeated { get; } = Of(Gen.Int[0, 3].Select(n => ((string[])["}", "", "x", "y"])[n]).Array[0, 30]);

    public static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    public override string ToString() => $"pristine [{string.Join('|', Pristine)}] ours [{string.Join('|', Ours)}] theirs [{string.Join('|', Theirs)}]";

    private static Gen<MergeCase> Of(Gen<string[]> lines) => Gen.Select(lines, Edit.Array[0, 3], Edit.Array[0, 3], Gen.Bool)
        .Select((text, ours, theirs, alike) => new MergeCase(text, Apply(text, ours, "o"), alike ? Apply(Apply(text, ours, "o"), theirs, "t") : Apply(text, theirs, "t")));

    private static List<string> Apply(IReadOnlyList<string> lines, (int At, int Delete, int Insert)[] edits, string side)
    {
        List<string> text = [.. lines];
        var fresh = 0;
        foreach (var (at, delete, insert) in edits)
        {
            var start = at % (text.Count + 1);
            text.RemoveRange(start, Math.Min(delete, text.Count - start));
            text.InsertRange(start, Enumerable.Range(0, insert).Select(_ => $"{side}{fresh++}"));
        }
        return text;
    }
}
