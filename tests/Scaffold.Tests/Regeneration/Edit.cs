using CsCheck;

namespace Scaffold.Tests.Regeneration;

/// <summary>What both sides do with one line: keep it or not, and write some before it.</summary>
internal sealed record Edit(bool OursKeeps, int OursWrites, bool TheirsKeeps, int TheirsWrites)
{
    private static readonly Gen<(bool Keeps, int Writes)> Side = Gen.Frequency(
        (7, Gen.Const((true, 0))),
        (3, Gen.Select(Gen.Bool, Gen.Int[0, 3])));

    public static readonly Gen<Edit> Line = Gen.Select(Side, Side, (ours, theirs) => new Edit(ours.Keeps, ours.Writes, theirs.Keeps, theirs.Writes));

    /// <summary>An edit by both sides, and not the same removal.</summary>
    public static readonly Gen<Edit> OfBoth = Gen.Select(Gen.Bool, Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 3], (oursKeeps, oursWrites, theirsKeeps, theirsWrites) =>
        new Edit(oursKeeps, oursWrites, theirsKeeps, theirsWrites)).Where(edit => edit.IsOurs && edit.IsTheirs && edit.OursWrites + edit.TheirsWrites > 0);

    public bool IsOurs => !OursKeeps || OursWrites > 0;

    public bool IsTheirs => !TheirsKeeps || TheirsWrites > 0;

    public static string Original(int place) => $"line {place}";

    public IEnumerable<string> OursAt(int place) => At(place, "owner", OursWrites, OursKeeps);

    public IEnumerable<string> TheirsAt(int place) => At(place, "template", TheirsWrites, TheirsKeeps);

    private static IEnumerable<string> At(int place, string writer, int count, bool keeps)
    {
        for (var i = 0; i < count; i++)
            yield return $"{writer} {place}.{i}";
        if (keeps)
            yield return Original(place);
    }
}
