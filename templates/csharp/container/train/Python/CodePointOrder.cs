namespace Launcher.Python;

/// <summary>Compares texts by code point, as Python sorts (TK-25); the usual order by UTF-16 unit puts 😀 before ﬁ.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static readonly CodePointOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var same = left.CommonPrefixLength(right);
        return same < left.Length && same < right.Length
            ? Rank(left[same]) - Rank(right[same])
            : left.Length - right.Length;
    }

    // Surrogates stand for code points above all that fit one unit.
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
