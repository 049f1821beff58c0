using System.Globalization;
using System.Text;

namespace Launcher.Python;

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
