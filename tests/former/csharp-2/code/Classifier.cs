using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;

namespace Training;

/// <summary>The model in the making: multinomial logistic regression, trained in rounds, each from where the last one ended.</summary>
internal sealed class Classifier
{
    /// <summary>What `serve` loads.</summary>
    public const string ModelFile = "model.zip";

    private const int IterationsPerEpoch = 5;

    // ML.NET stamps each entry of its archives with the time of day; equal models are to be equal files.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // A fixed seed, and below one thread: equal inputs give an equal model.
    private readonly MLContext _ml = new(seed: 1);
    private readonly LbfgsMaximumEntropyMulticlassTrainer _trainer;
    private readonly NormalizingTransformer _scaling;
    private readonly DataViewSchema _requestSchema;
    private readonly IDataView _train;
    private readonly IDataView _measured;
    private ITransformer? _scoring;

    public Classifier(Dataset data, Hyperparameters wanted)
    {
        _trainer = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            MaximumNumberOfIterations = IterationsPerEpoch,
            L1Regularization = 0,
            L2Regularization = wanted.L2,
            NumberOfThreads = 1,
        });

        // The label is not asked for when the model serves, so it stays out of the chain that is saved.
        var rows = View(data.Rows, data.Width);
        _requestSchema = rows.Schema;
        _scaling = _ml.Transforms.NormalizeMeanVariance(nameof(Row.Features)).Fit(rows);
        var keys = _ml.Transforms.Conversion.MapValueToKey(nameof(Row.Label)).Fit(rows);
        IDataView Prepared(IReadOnlyList<Row> some) => _ml.Data.Cache(keys.Transform(_scaling.Transform(View(some, data.Width))));

        var (train, heldOut) = data.Split(wanted.Shuffle, wanted.Holdout);
        _train = Prepared(train);
        _measured = heldOut.Count > 0 ? Prepared(heldOut) : _train;
    }

    // The weights as they are now.
    private ITransformer Scoring => _scoring ?? throw new InvalidOperationException("no epoch has been trained");

    public void TrainOneEpoch() => _scoring = _scoring is null ? _trainer.Fit(_train) : _trainer.Fit(_train, Weights(_scoring));

    /// <summary>Measures on the held-out rows; the text is what metric definitions look for (LOG-03).</summary>
    public string Evaluate()
    {
        var metrics = _ml.MulticlassClassification.Evaluate(Scoring.Transform(_measured));
        return FormattableString.Invariant($"loss={metrics.LogLoss:F4} accuracy={metrics.MicroAccuracy:F4}");
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(Stream stream)
    {
        var scoring = _ml.Model.Load(stream, out _);
        _scoring = Accepts(scoring) ? scoring : throw new InvalidDataException("its shape is not that of the training data");
    }

    /// <summary>Writes a checkpoint: the weights and nothing else.</summary>
    public void Save(Stream stream) => Write(Scoring, _train.Schema, stream);

    /// <summary>Writes the chain from features to the label's text, as `serve` loads it.</summary>
    public void SaveModel(Stream stream)
    {
        var labels = _ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(Scoring.Transform(_train));
        Write(new TransformerChain<ITransformer>(_scaling, Scoring, labels), _requestSchema, stream);
    }

    private void Write(ITransformer transformer, DataViewSchema schema, Stream stream)
    {
        using var memory = new MemoryStream();
        _ml.Model.Save(transformer, schema, memory);
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in archive.Entries)
                entry.LastWriteTime = NoTime;
        }

        memory.WriteTo(stream);
    }

    private IDataView View(IEnumerable<Row> rows, int width)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        return _ml.Data.LoadFromEnumerable(rows, schema);
    }

    private static MaximumEntropyModelParameters Weights(ITransformer scoring) =>
        ((ISingleFeaturePredictionTransformer<object>)scoring).Model as MaximumEntropyModelParameters
            ?? throw new InvalidDataException("it holds another kind of model");

    private bool Accepts(ITransformer scoring)
    {
        VBuffer<float>[]? weights = null;
        Weights(scoring).GetWeights(ref weights, out var classes);
        var features = (VectorDataViewType)_train.Schema[nameof(Row.Features)].Type;
        var labels = (KeyDataViewType)_train.Schema[nameof(Row.Label)].Type;
        return weights[0].Length == features.Size && (ulong)classes == labels.Count;
    }
}
