namespace Scaffold.Core.Parameters;

/// <summary>The good value that was probably meant.</summary>
public static class Nearest
{
    public static string To(string value, IEnumerable<string> good) =>
        good.MinBy(candidate => Distance(value.Length > 80 ? value[..80] : value, candidate))!;

    // Levenshtein, one row at a time.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var change = diagonal + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
