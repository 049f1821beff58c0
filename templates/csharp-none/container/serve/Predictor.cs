using Container;

namespace Serve;

/// <summary>The model behind /invocations: yours to edit. It is made once, before requests are taken.</summary>
public sealed class Predictor : IPredictor
{
    private readonly CentroidModel _model;

    /// <summary>Loads what the training program left in SM_MODEL_DIR. The folder is read-only here (MOD-02).</summary>
    public Predictor(string modelFolder)
    {
        using var file = File.OpenRead(Path.Combine(modelFolder, CentroidModel.FileName));
        _model = CentroidModel.Read(file);
    }

    public int Columns => _model.Columns;

    public void Predict(Rows rows, Span<string> labels)
    {
        for (var row = 0; row < rows.Count; row++)
            labels[row] = _model.Labels[_model.Nearest(rows[row])];
    }
}
