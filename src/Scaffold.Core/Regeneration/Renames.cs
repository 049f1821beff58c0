using System.Text;
using Scaffold.Core.Planning;

namespace Scaffold.Core.Regeneration;

/// <summary>Files that went and files that came, of which the second is the first under another path.</summary>
internal static class Renames
{
    private const double Alike = 0.5; // as git finds them

    /// <summary>The old path by the new one.</summary>
    public static IReadOnlyDictionary<string, string> Find(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> gone, IReadOnlyList<PlannedFile> fresh)
    {
        var pairs = from file in fresh
                    from old in gone
                    let alike = Likeness(old.Value.Span, file.Content.Span)
                    where alike >= Alike
                    orderby alike descending, SameName(old.Key, file.Path) descending, file.Path, old.Key
                    select (file.Path, Old: old.Key);
        Dictionary<string, string> moves = [];
        HashSet<string> taken = [];
        foreach (var (path, old) in pairs)
        {
            if (!moves.ContainsKey(path) && taken.Add(old))
                moves[path] = old;
        }
        return moves;
    }

    private static bool SameName(string one, string other) => Path.GetFileName(one) == Path.GetFileName(other);

    /// <summary>The share of the longer one's lines that both have.</summary>
    private static double Likeness(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.SequenceEqual(other))
            return 1;
        string[] ours = Lines(one), theirs = Lines(other);
        var counts = ours.CountBy(line => line).ToDictionary();
        var common = 0;
        foreach (var line in theirs)
        {
            if (counts.TryGetValue(line, out var left) && left > 0)
            {
                counts[line] = left - 1;
                common++;
            }
        }
        return (double)common / Math.Max(1, Math.Max(ours.Length, theirs.Length));
    }

    private static string[] Lines(ReadOnlySpan<byte> content) =>
        [.. Encoding.UTF8.GetString(content).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
}
