namespace Scaffold.Cli.Reports.Html;

/// <summary>Turns values into positions of a drawing, from 0 to a round number above the largest.</summary>
internal sealed class Scale
{
    private readonly double _from, _length, _end;

    public Scale(double largest, double from, double length)
    {
        (_from, _length) = (from, length);
        var rough = Math.Max(largest, 1e-9) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1.0, 2, 5, 10 }.First(times => times * power >= rough * 0.999) * power;
        _end = Math.Ceiling(Math.Max(largest, 1e-9) / step * 0.999) * step;
        Ticks = [.. Enumerable.Range(0, (int)Math.Round(_end / step) + 1).Select(n => n * step)];
    }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Where a value lies, as SVG takes it.</summary>
    public string At(double value) => Number.Text(Position(value));

    public double Position(double value) => _from + _length * value / _end;
}
