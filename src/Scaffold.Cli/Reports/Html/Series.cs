using System.Text.Json.Nodes;

namespace Scaffold.Cli.Reports.Html;

/// <summary>A row of figures of one check, in the order they were measured, with the percentiles and the limit beside them.</summary>
internal sealed record Series(string CheckId, string Name, IReadOnlyList<double> Values, JsonObject Measured)
{
    private const double Width = 960, Height = 190, Left = 60, Right = 110, Top = 10, Bottom = 26, LabelHeight = 14;

    private string Unit => Name.EndsWith("Milliseconds", StringComparison.OrdinalIgnoreCase) ? "ms" : Name.EndsWith("Seconds", StringComparison.OrdinalIgnoreCase) ? "s" : "";

    public void Write(HtmlWriter html)
    {
        var lines = Lines().ToList();
        var largest = Math.Max(Values.Max(), lines.Select(line => line.Value).DefaultIfEmpty(0).Max());
        Scale down = new(largest, Height - Bottom, Top + Bottom - Height);
        html.Open("figure").Element("figcaption", $"{CheckId} {Name}: {Values.Count} answers in the order they came, the slowest {Text(Values.Max())}");
        html.Open("div", ("class", "chart"));
        html.Open("svg", ("viewBox", $"0 0 {Number.Text(Width)} {Number.Text(Height)}"), ("role", "img"), ("aria-label", $"{Name} of {CheckId}: from {Text(Values.Min())} to {Text(Values.Max())}"));
        foreach (var tick in down.Ticks)
        {
            html.Open("line", ("class", "grid"), ("x1", Number.Text(Left)), ("x2", Number.Text(Width - Right)), ("y1", down.At(tick)), ("y2", down.At(tick))).Close();
            html.Element("text", Text(tick), ("class", "name"), ("x", Number.Text(Left - 8)), ("y", Number.Text(down.Position(tick) + 4)));
        }
        foreach (var (n, value) in Values.Index())
            html.Open("circle", ("class", "point"), ("r", "3"), ("cx", Number.Text(Left + (Width - Left - Right) * (n + 0.5) / Values.Count)), ("cy", down.At(value))).Close();
        var below = double.MinValue;
        foreach (var (name, value, kind) in lines.OrderByDescending(line => line.Value))
        {
            below = Math.Max(below + LabelHeight, down.Position(value) + 4); // labels of near values stand below each other
            html.Open("line", ("class", kind), ("x1", Number.Text(Left)), ("x2", Number.Text(Width - Right)), ("y1", down.At(value)), ("y2", down.At(value))).Close();
            html.Element("text", $"{name} {Text(value)}", ("class", "value"), ("x", Number.Text(Width - Right + 6)), ("y", Number.Text(below)));
        }
        html.Close().Close().Close();
    }

    // A limit far above the figures would press them flat.
    private IEnumerable<(string Name, double Value, string Kind)> Lines()
    {
        foreach (var (key, node) in Measured)
        {
            if (Number.Of(node) is not { } value || !key.EndsWith("Milliseconds", StringComparison.Ordinal) || Unit != "ms")
                continue;
            if (key.StartsWith("p50", StringComparison.Ordinal) || key.StartsWith("p99", StringComparison.Ordinal))
                yield return (key[..3], value, "percentile");
            else if (key is "limitMilliseconds" && value <= Values.Max() * 3)
                yield return ("limit", value, "limit");
        }
    }

    private string Text(double value) => $"{Number.Text(value)} {Unit}".TrimEnd();
}
