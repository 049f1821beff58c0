namespace Training;

/// <summary>One row of the training data, under the column names that the pipeline uses.</summary>
public sealed class Row
{
    public float[] Features { get; set; } = [];

    public string Label { get; set; } = "";
}
