namespace Scaffold.Cli.Reports.Html;

/// <summary>Rows of bars over one axis of time.</summary>
/// <param name="seconds">Where the axis ends.</param>
/// <param name="left">Width for the names of the rows.</param>
internal sealed class TimeChart(HtmlWriter html, int rows, double seconds, double left)
{
    private const double Width = 960, Right = 90, RowHeight = 20, Axis = 24;
    private readonly double _height = rows * RowHeight + Axis + 8;
    private readonly Scale _time = new(seconds, left, Width - left - Right);

    /// <summary>Opens the chart and draws its axis.</summary>
    /// <param name="label">What it says, for who does not see it.</param>
    public void Open(string label)
    {
        html.Open("div", ("class", "chart"));
        html.Open("svg", ("viewBox", $"0 0 {Number.Text(Width)} {Number.Text(_height)}"), ("role", "img"), ("aria-label", label));
        foreach (var tick in _time.Ticks)
        {
            Line("grid", tick).Close();
            html.Element("text", $"{Number.Text(tick)} s", ("x", _time.At(tick)), ("y", Number.Text(_height - 6)), ("class", "tick"));
        }
    }

    /// <param name="kind">The class of its colour.</param>
    /// <param name="behind">What stands after it.</param>
    /// <param name="title">What a pointer over it tells.</param>
    public void Bar(int row, string name, string kind, TimeSpan from, TimeSpan to, string behind, string title)
    {
        var start = _time.Position(from.TotalSeconds);
        var end = Math.Max(_time.Position(to.TotalSeconds), start + 2);
        var top = row * RowHeight;
        html.Open("g").Element("title", title);
        html.Element("text", name, ("x", Number.Text(left - 8)), ("y", Number.Text(top + 14)), ("class", "name"));
        html.Open("rect", ("class", kind), ("x", Number.Text(start)), ("y", Number.Text(top + 4)), ("width", Number.Text(end - start)), ("height", "12"), ("rx", "2")).Close();
        html.Element("text", behind, ("x", Number.Text(end + 6)), ("y", Number.Text(top + 14)), ("class", "value"));
        html.Close();
    }

    /// <summary>A line across all rows.</summary>
    public void Mark(TimeSpan at, string title) => Line("mark", at.TotalSeconds).Element("title", title).Close();

    public void Close() => html.Close().Close();

    private HtmlWriter Line(string kind, double at) =>
        html.Open("line", ("class", kind), ("x1", _time.At(at)), ("x2", _time.At(at)), ("y1", "0"), ("y2", Number.Text(_height - Axis)));
}
