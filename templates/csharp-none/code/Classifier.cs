using Container;

namespace Training;

/// <summary>The model in the making: nearest centroid, each epoch moved a little by the rows it meets (learning vector quantisation). Put yours in its place.</summary>
internal sealed class Classifier
{
    /// <summary>What `serve` loads.</summary>
    public const string ModelFile = CentroidModel.FileName;

    private readonly IReadOnlyList<Row> _train;
    private readonly IReadOnlyList<Row> _share;
    private readonly IReadOnlyList<Row> _measured;
    private readonly float _rate;
    private CentroidModel _model;

    /// <param name="rank">Which of the hosts this is: it trains on every row of that number, and knows all of them.</param>
    public Classifier(Dataset data, Hyperparameters wanted, int rank, int hosts)
    {
        (_train, var heldOut) = data.Split(wanted.Shuffle, wanted.Holdout);
        _share = [.. _train.Where((_, number) => number % hosts == rank)];
        _measured = heldOut.Count > 0 ? heldOut : _train;
        _rate = wanted.LearningRate;

        var columns = Enumerable.Range(0, data.Width).ToArray();
        float[] mean = [.. columns.Select(column => data.Rows.Average(row => row.Features[column]))];
        float[] scale = [.. columns.Select(column => Spread(data.Rows, column, mean[column]))];
        string[] labels = [.. data.Rows.Select(row => row.Label).Distinct().Order(StringComparer.Ordinal)];
        _model = new() { Mean = mean, Scale = scale, Labels = labels, Centroids = [.. labels.Select(Centroid)] };

        // Of the rows trained on; a label may have been held out altogether.
        float[] Centroid(string label) =>
            [.. columns.Select(column => _train.Where(row => row.Label == label).Select(row => (row.Features[column] - mean[column]) / scale[column]).DefaultIfEmpty().Average())];
    }

    /// <summary>What training moves: the centroids, one after the other.</summary>
    public float[] Weights
    {
        get => [.. _model.Centroids.SelectMany(centroid => centroid)];
        set => _model = _model with { Centroids = [.. value.Chunk(_model.Columns)] };
    }

    public void TrainOneEpoch()
    {
        foreach (var row in _share)
        {
            var label = _model.Nearest(row.Features);
            var centroid = _model.Centroids[label];
            var step = _model.Labels[label] == row.Label ? _rate : -_rate;
            for (var column = 0; column < centroid.Length; column++)
                centroid[column] += step * (((row.Features[column] - _model.Mean[column]) / _model.Scale[column]) - centroid[column]);
        }
    }

    /// <summary>Measures on the held-out rows; the text is what metric definitions look for (LOG-03).</summary>
    public string Evaluate()
    {
        var loss = _measured.Average(row => _model.Distance(row.Features, Array.IndexOf(_model.Labels, row.Label)));
        var right = _measured.Count(row => _model.Labels[_model.Nearest(row.Features)] == row.Label);
        return FormattableString.Invariant($"loss={loss:F4} accuracy={(double)right / _measured.Count:F4}");
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(Stream stream)
    {
        var model = CentroidModel.Read(stream);
        _model = model.Columns == _model.Columns && model.Labels.SequenceEqual(_model.Labels)
            ? model
            : throw new InvalidDataException("its shape is not that of the training data");
    }

    /// <summary>Writes a checkpoint, which is the model.</summary>
    public void Save(Stream stream) => _model.Write(stream);

    public void SaveModel(Stream stream) => _model.Write(stream);

    private static float Spread(IReadOnlyList<Row> rows, int column, float mean)
    {
        var deviation = MathF.Sqrt(rows.Average(row => (row.Features[column] - mean) * (row.Features[column] - mean)));
        return deviation > 0 ? deviation : 1;
    }
}
