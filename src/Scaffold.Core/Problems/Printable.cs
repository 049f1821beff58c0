namespace Scaffold.Core.Problems;

/// <summary>A value someone typed, fit to be repeated: it must not reach the terminal as control characters, or flood it.</summary>
internal static class Printable
{
    private const int Longest = 80;

    public static string Of(string value)
    {
        var clean = string.Concat(value.Take(Longest).Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));
        return value.Length > Longest ? clean + "…" : clean;
    }
}
