namespace Serve;

/// <summary>A batch of rows of numbers, all finite and of the model's width.</summary>
public sealed class Rows(int columns)
{
    internal float[] Values { get; set; } = [];

    public int Columns => columns;

    public int Count { get; internal set; }

    public ReadOnlySpan<float> this[int row] => Values.AsSpan(row * columns, columns);
}
