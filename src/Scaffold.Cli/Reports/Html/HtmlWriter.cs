using System.Net;
using System.Text;

namespace Scaffold.Cli.Reports.Html;

/// <summary>Writes HTML and SVG element by element. Every text and attribute is a stranger's: nothing in it becomes markup, or steers the reader's screen.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();
    private readonly Stack<string> _open = [];

    public HtmlWriter Open(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(tag, attributes);
        _open.Push(tag);
        return this;
    }

    public HtmlWriter Close()
    {
        var tag = _open.Pop();
        _html.Append("</").Append(tag).Append(tag is "code" or "a" or "span" or "summary" or "strong" ? ">" : ">\n");
        return this;
    }

    public HtmlWriter Text(string text)
    {
        _html.Append(WebUtility.HtmlEncode(Printable.Of(text)));
        return this;
    }

    /// <summary>An element that holds text alone.</summary>
    public HtmlWriter Element(string tag, string text, params ReadOnlySpan<(string Name, string Value)> attributes) => Open(tag, attributes).Text(text).Close();

    /// <summary>An element that holds nothing and is not closed, such as <c>meta</c>.</summary>
    public HtmlWriter Void(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(tag, attributes);
        return this;
    }

    /// <summary>Lines as they were printed.</summary>
    public HtmlWriter Lines(IEnumerable<string> lines)
    {
        Open("pre");
        foreach (var line in lines)
            Text(line).Raw("\n");
        return Close();
    }

    /// <summary>Text with `code` and **words of weight**, as our own rules have it.</summary>
    public HtmlWriter Prose(string text)
    {
        foreach (var (n, part) in text.Split('`').Index())
        {
            if (n % 2 == 1)
                Element("code", part);
            else
                Weighted(part);
        }
        return this;
    }

    /// <summary>Our own markup, style or script.</summary>
    public HtmlWriter Raw(string html)
    {
        _html.Append(html);
        return this;
    }

    public override string ToString() => _html.ToString();

    private void Weighted(string text)
    {
        foreach (var (n, part) in text.Split("**").Index())
        {
            if (n % 2 == 1)
                Element("strong", part);
            else
                Text(part);
        }
    }

    private void Tag(string tag, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _html.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
            _html.Append(' ').Append(name).Append("=\"").Append(WebUtility.HtmlEncode(Printable.Of(value))).Append('"');
        _html.Append('>');
    }
}
