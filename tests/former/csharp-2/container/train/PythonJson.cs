using System.Globalization;
using System.Text;

namespace Launcher;

/// <summary>
/// Reads JSON as Python's json.loads does (TK-20): NaN and Infinity are numbers, whole numbers keep all their digits,
/// the later of two equal keys wins, half a surrogate pair is let through.
/// </summary>
/// <remarks>
/// The values are null, bool, <see cref="Whole"/>, double, string, List&lt;object?&gt; and
/// OrderedDictionary&lt;string, object?&gt;.
/// </remarks>
internal sealed class PythonJson
{
    // Python gives up on nesting as well; a stack overflow would end the launcher without a word.
    private const int DeepestNesting = 900;

    private readonly string _text;
    private int _at;
    private int _depth;

    private PythonJson(string text) => _text = text;

    /// <exception cref="JsonFault">The text is not JSON.</exception>
    public static object? Parse(string text)
    {
        var json = new PythonJson(text);
        json.SkipSpace();
        var value = json.Value();
        json.SkipSpace();
        return json._at == text.Length ? value : throw json.Fault("there is more after the value");
    }

    /// <summary>TK-20: the text of a hyperparameter is JSON if it can be, else itself.</summary>
    public static object? ParseOrKeep(object? value)
    {
        try
        {
            return value is string text ? Parse(text) : value;
        }
        catch (JsonFault)
        {
            return value;
        }
    }

    private object? Value()
    {
        if (_depth++ == DeepestNesting)
            throw Fault("nested too deeply");
        var value = Peek() switch
        {
            '"' => String(),
            '{' => Object(),
            '[' => List(),
            'n' => Word("null", null),
            't' => Word("true", true),
            'f' => Word("false", false),
            'N' => Word("NaN", double.NaN),
            'I' => Word("Infinity", double.PositiveInfinity),
            '-' when Ahead("-Infinity") => Word("-Infinity", double.NegativeInfinity),
            _ => Number(),
        };
        _depth--;
        return value;
    }

    private OrderedDictionary<string, object?> Object()
    {
        OrderedDictionary<string, object?> members = [];
        _at++;
        SkipSpace();
        if (Take('}'))
            return members;
        do
        {
            SkipSpace();
            if (Peek() != '"')
                throw Fault("expected a name in double quotes");
            var name = String();
            SkipSpace();
            Expect(':');
            SkipSpace();
            members[name] = Value();
            SkipSpace();
        }
        while (Take(','));
        Expect('}');
        return members;
    }

    private List<object?> List()
    {
        List<object?> items = [];
        _at++;
        SkipSpace();
        if (Take(']'))
            return items;
        do
        {
            SkipSpace();
            items.Add(Value());
            SkipSpace();
        }
        while (Take(','));
        Expect(']');
        return items;
    }

    private string String()
    {
        var text = new StringBuilder();
        for (_at++; ; _at++)
        {
            var c = Peek();
            if (c == '"')
                break;
            if (c < ' ')
                throw Fault(_at < _text.Length ? "a control character inside a string" : "a string without its end");
            text.Append(c == '\\' ? Escape() : c);
        }

        _at++;
        return text.ToString();
    }

    private char Escape()
    {
        _at++;
        return Peek() switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => Unicode(),
            _ => throw Fault("an unknown escape"),
        };
    }

    private char Unicode()
    {
        if (_at + 4 >= _text.Length || !ushort.TryParse(_text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            throw Fault("expected four hexadecimal digits after \\u");
        _at += 4;
        return (char)unit;
    }

    private object Number()
    {
        var start = _at;
        Take('-');
        if (!Take('0') && Digits() == 0)
            throw Fault(start < _text.Length ? "expected a value" : "the text ends where a value should be");
        var isWhole = true;
        if (Peek() == '.' && char.IsAsciiDigit(Peek(1)))
        {
            _at++;
            Digits();
            isWhole = false;
        }

        var sign = Peek(1) is '+' or '-' ? 1 : 0;
        if (Peek() is 'e' or 'E' && char.IsAsciiDigit(Peek(1 + sign)))
        {
            _at += 1 + sign;
            Digits();
            isWhole = false;
        }

        var text = _text[start.._at];
        return isWhole ? new Whole(text == "-0" ? "0" : text) : double.Parse(text, CultureInfo.InvariantCulture);
    }

    private int Digits()
    {
        var start = _at;
        while (char.IsAsciiDigit(Peek()))
            _at++;
        return _at - start;
    }

    private object? Word(string word, object? value)
    {
        if (!Ahead(word))
            throw Fault("expected a value");
        _at += word.Length;
        return value;
    }

    private bool Ahead(string word) => string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0;

    private char Peek(int further = 0) => _at + further < _text.Length ? _text[_at + further] : '\0';

    private bool Take(char c)
    {
        if (Peek() != c)
            return false;
        _at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!Take(c))
            throw Fault($"expected '{c}'");
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r')
            _at++;
    }

    private JsonFault Fault(string what)
    {
        var before = _text.AsSpan(0, Math.Min(_at, _text.Length));
        return new(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'), what);
    }
}

/// <summary>A whole number of any size, kept as its digits: nobody here calculates with it.</summary>
internal readonly record struct Whole(string Digits)
{
    public static implicit operator Whole(int number) => new(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public override string ToString() => Digits;
}

/// <summary>Where a text stops being JSON.</summary>
internal sealed class JsonFault(int line, int column, string what)
    : Exception($"line {line}, column {column}: not JSON: {what}");
