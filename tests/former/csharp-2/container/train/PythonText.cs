using System.Globalization;
using System.Text;

namespace Launcher;

/// <summary>Writes values as Python does: json.dumps for the environment, str() and repr() for arguments. The values are those of <see cref="PythonJson"/>.</summary>
internal static class PythonText
{
    /// <summary>TK-24: text as it is, nothing for null, else JSON with sorted keys, no spaces, in ASCII.</summary>
    public static string ForEnvironment(object? value) => value switch
    {
        null => "",
        string text => text,
        _ => Json(value),
    };

    /// <summary>TK-26: a dictionary as k=v pairs, nothing for null, else str().</summary>
    public static string ForArgument(object? value) => value switch
    {
        null => "",
        OrderedDictionary<string, object?> members =>
            string.Join(',', Sorted(members).Select(member => $"{member.Key}={Str(member.Value)}")),
        _ => Str(value),
    };

    /// <summary>str(value).</summary>
    public static string Str(object? value) => value as string ?? Repr(value);

    /// <summary>What `if value:` decides.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or false or 0.0 or "" => false,
        Whole number => number.Digits != "0",
        List<object?> items => items.Count > 0,
        OrderedDictionary<string, object?> members => members.Count > 0,
        _ => true,
    };

    public static string Json(object? value)
    {
        var text = new StringBuilder();
        AppendJson(text, value);
        return text.ToString();
    }

    private static void AppendJson(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool yes:
                text.Append(yes ? "true" : "false");
                break;
            case double number:
                text.Append(PythonNumber.Json(number));
                break;
            case string characters:
                AppendJsonString(text, characters);
                break;
            case List<object?> items:
                Join(text, '[', items, AppendJson, ",", ']');
                break;
            case OrderedDictionary<string, object?> members:
                Join(text, '{', Sorted(members), AppendJsonMember, ",", '}');
                break;
            default:
                text.Append(value);
                break;
        }
    }

    private static void AppendJsonMember(StringBuilder text, KeyValuePair<string, object?> member)
    {
        AppendJsonString(text, member.Key);
        text.Append(':');
        AppendJson(text, member.Value);
    }

    private static void AppendJsonString(StringBuilder text, string characters)
    {
        text.Append('"');
        foreach (var c in characters)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\f' => text.Append("\\f"),
                '\b' => text.Append("\\b"),
                < ' ' or > '~' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private static string Repr(object? value)
    {
        var text = new StringBuilder();
        AppendRepr(text, value);
        return text.ToString();
    }

    private static void AppendRepr(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("None");
                break;
            case bool yes:
                text.Append(yes ? "True" : "False");
                break;
            case double number:
                text.Append(PythonNumber.Repr(number));
                break;
            case string characters:
                AppendReprString(text, characters);
                break;
            case List<object?> items:
                Join(text, '[', items, AppendRepr, ", ", ']');
                break;
            case OrderedDictionary<string, object?> members:
                Join(text, '{', members, AppendReprMember, ", ", '}');
                break;
            default:
                text.Append(value);
                break;
        }
    }

    private static void AppendReprMember(StringBuilder text, KeyValuePair<string, object?> member)
    {
        AppendReprString(text, member.Key);
        text.Append(": ");
        AppendRepr(text, member.Value);
    }

    private static void AppendReprString(StringBuilder text, string characters)
    {
        var quote = characters.Contains('\'') && !characters.Contains('"') ? '"' : '\'';
        text.Append(quote);
        for (var i = 0; i < characters.Length; i++)
        {
            var isPair = char.IsSurrogatePair(characters, i);
            var code = isPair ? char.ConvertToUtf32(characters, i) : characters[i];
            _ = code switch
            {
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when code == quote => text.Append('\\').Append(quote),
                _ when IsPrintable(code) => text.Append(characters, i, isPair ? 2 : 1),
                <= 0xff => text.Append(CultureInfo.InvariantCulture, $"\\x{code:x2}"),
                <= 0xffff => text.Append(CultureInfo.InvariantCulture, $"\\u{code:x4}"),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\U{code:x8}"),
            };
            i += isPair ? 1 : 0;
        }

        text.Append(quote);
    }

    // str.isprintable()
    private static bool IsPrintable(int code) => code == ' ' || CharUnicodeInfo.GetUnicodeCategory(code) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or
        UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.SpaceSeparator);

    private static IEnumerable<KeyValuePair<string, object?>> Sorted(OrderedDictionary<string, object?> members) =>
        members.OrderBy(member => member.Key, CodePointOrder.Instance);

    private static void Join<T>(StringBuilder text, char open, IEnumerable<T> items, Action<StringBuilder, T> append, string separator, char close)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "" : separator);
            append(text, item);
            first = false;
        }

        text.Append(close);
    }
}

/// <summary>Floating-point numbers as Python writes them: 1.0, 1e-05, 1e+16.</summary>
internal static class PythonNumber
{
    public static string Json(double number) =>
        double.IsNaN(number) ? "NaN"
        : double.IsInfinity(number) ? number > 0 ? "Infinity" : "-Infinity"
        : Repr(number);

    public static string Repr(double number)
    {
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";

        // Both languages write the shortest digits that read back as the same number; only their layout differs.
        var (digits, exponent) = Shortest(Math.Abs(number));
        var sign = double.IsNegative(number) ? "-" : "";
        if (exponent is < -4 or >= 16)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):D2}");
        }

        if (exponent < 0)
            return sign + "0." + new string('0', -exponent - 1) + digits;
        var whole = digits.PadRight(exponent + 1, '0');
        return $"{sign}{whole[..(exponent + 1)]}.{(digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "0")}";
    }

    // number = d.ddd × 10^exponent
    private static (string Digits, int Exponent) Shortest(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = e < 0 ? text : text[..e];
        var scale = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), CultureInfo.InvariantCulture);

        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return significant.Length == 0
            ? ("0", 0)
            : (significant.TrimEnd('0'), scale + (point < 0 ? digits.Length : point) - 1 - (digits.Length - significant.Length));
    }
}

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
