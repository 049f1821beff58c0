using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Serve;

/// <summary>The model behind /invocations: yours to edit. It is made once, before requests are taken.</summary>
public sealed class Predictor : IPredictor
{
    private readonly MLContext _ml = new();
    private readonly ITransformer _model;

    // A PredictionEngine serves one thread at a time: each call borrows one.
    private readonly ConcurrentBag<Engine> _idle = [];

    /// <summary>Loads what the training program left in SM_MODEL_DIR. The folder is read-only here (MOD-02).</summary>
    public Predictor(string modelFolder)
    {
        _model = _ml.Model.Load(Path.Combine(modelFolder, "model.zip"), out var schema);
        Columns = ((VectorDataViewType)schema[nameof(Input.Features)].Type).Size;
        _idle.Add(NewEngine());
    }

    public int Columns { get; }

    public void Predict(Rows rows, Span<string> labels)
    {
        if (!_idle.TryTake(out var engine))
            engine = NewEngine();
        for (var row = 0; row < rows.Count; row++)
            labels[row] = engine.Predict(rows[row]);
        _idle.Add(engine);
    }

    private Engine NewEngine()
    {
        var schema = SchemaDefinition.Create(typeof(Input));
        schema[nameof(Input.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Columns);
        return new(_ml.Model.CreatePredictionEngine<Input, Output>(_model, inputSchemaDefinition: schema), Columns);
    }

    private sealed class Engine(PredictionEngine<Input, Output> engine, int columns)
    {
        private readonly Input _input = new() { Features = new float[columns] };
        private readonly HashSet<string> _labels = [];
        private Output _output = new();

        // One string per class, not per row: a request may hold millions of rows.
        public string Predict(ReadOnlySpan<float> row)
        {
            row.CopyTo(_input.Features);
            engine.Predict(_input, ref _output);
            var label = _output.PredictedLabel.Span;
            var known = _labels.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!known.TryGetValue(label, out var shared))
                _labels.Add(shared = label.ToString());
            return shared;
        }
    }

    private sealed class Input
    {
        public float[] Features { get; set; } = [];
    }

    private sealed class Output
    {
        public ReadOnlyMemory<char> PredictedLabel { get; set; }
    }
}
