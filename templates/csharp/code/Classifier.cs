using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;

namespace Training;

/// <summary>The model in the making: multinomial logistic regression, trained in rounds, each from where the last one ended.</summary>
internal sealed class Classifier
{
    private const int IterationsPerEpoch = 5;

    private readonly MLContext _ml;
    private readonly LbfgsMaximumEntropyMulticlassTrainer _trainer;
    private readonly NormalizingTransformer _scaling;
    private readonly DataViewSchema _requestSchema;
    private readonly IDataView _train;
    private readonly IDataView _measured;
    private ITransformer? _scoring;

    public Classifier(MLContext ml, Dataset data, Hyperparameters wanted)
    {
        _ml = ml;
        _trainer = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            MaximumNumberOfIterations = IterationsPerEpoch,
            L1Regularization = 0,
            L2Regularization = wanted.L2,
            NumberOfThreads = 1,
        });

        // The label is not asked for when the model serves, so it stays out of the chain that is saved.
        var rows = View(data.Rows, data.Width);
        _requestSchema = rows.Schema;
        _scaling = ml.Transforms.NormalizeMeanVariance(nameof(Row.Features)).Fit(rows);
        var keys = ml.Transforms.Conversion.MapValueToKey(nameof(Row.Label)).Fit(rows);
        IDataView Prepared(IReadOnlyList<Row> some) => ml.Data.Cache(keys.Transform(_scaling.Transform(View(some, data.Width))));

        var (train, heldOut) = Split(data.Rows, wanted);
        _train = Prepared(train);
        _measured = heldOut.Count > 0 ? Prepared(heldOut) : _train;
    }

    /// <summary>What scores rows: the weights as they are now. A checkpoint is this and nothing else.</summary>
    public ITransformer Scoring
    {
        get => _scoring ?? throw new InvalidOperationException("no epoch has been trained");
        set => _scoring = Accepts(value) ? value : throw new InvalidDataException("its shape is not that of the training data");
    }

    public DataViewSchema ScoringSchema => _train.Schema;

    public void TrainOneEpoch() => _scoring = _scoring is null ? _trainer.Fit(_train) : _trainer.Fit(_train, Weights(_scoring));

    /// <summary>Measures on the held-out rows; the text is what metric definitions look for (LOG-03).</summary>
    public string Evaluate()
    {
        var metrics = _ml.MulticlassClassification.Evaluate(Scoring.Transform(_measured));
        return FormattableString.Invariant($"loss={metrics.LogLoss:F4} accuracy={metrics.MicroAccuracy:F4}");
    }

    /// <summary>Writes the chain from features to the label's text, as `serve` loads it.</summary>
    public void Save(string path)
    {
        var labels = _ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(Scoring.Transform(_train));
        var chain = new TransformerChain<ITransformer>(_scaling, Scoring, labels);
        ModelFile.Write(path, stream => _ml.Model.Save(chain, _requestSchema, stream));
    }

    private IDataView View(IEnumerable<Row> rows, int width)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        return _ml.Data.LoadFromEnumerable(rows, schema);
    }

    private static (IReadOnlyList<Row> Train, IReadOnlyList<Row> HeldOut) Split(IReadOnlyList<Row> rows, Hyperparameters wanted)
    {
        var mixed = rows.ToArray();
        if (wanted.Shuffle)
            new Random(1).Shuffle(mixed);
        var heldOut = (int)(mixed.Length * wanted.Holdout);
        return (mixed[heldOut..], mixed[..heldOut]);
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
