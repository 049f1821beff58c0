namespace Serve;

/// <summary>
/// The seam between the server and your model. SAGEMAKER_SERVICE_MODULE (assembly:Type, default serve:Predictor) names
/// the class; it needs a public constructor that takes the model's folder.
/// </summary>
public interface IPredictor
{
    /// <summary>How many numbers a row holds; requests with another number of columns are refused.</summary>
    int Columns { get; }

    /// <summary>Writes the label of each row, in order (BAT-07). Called from several threads at once.</summary>
    void Predict(Rows rows, Span<string> labels);
}

/// <summary>A batch of rows of numbers, all finite and of the model's width.</summary>
public sealed class Rows(int columns)
{
    internal float[] Values { get; set; } = [];

    public int Columns => columns;

    public int Count { get; internal set; }

    public ReadOnlySpan<float> this[int row] => Values.AsSpan(row * columns, columns);
}
