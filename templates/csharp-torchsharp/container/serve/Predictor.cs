using Container;
using TorchSharp;
using static TorchSharp.torch;

namespace Serve;

/// <summary>The model behind /invocations: yours to edit. It is made once, before requests are taken.</summary>
public sealed class Predictor : IPredictor
{
    // A GPU where there is one (GPU-02), whichever kind of machine the model was trained on.
    private readonly Device _device = cuda.is_available() ? CUDA : CPU;
    private readonly NetworkShape _shape;
    private readonly Network _network;

    /// <summary>Loads what the training program left in SM_MODEL_DIR. The folder is read-only here (MOD-02).</summary>
    public Predictor(string modelFolder)
    {
        // Requests are computed side by side: one thread each.
        set_num_threads(1);
        using var file = File.OpenRead(Path.Combine(modelFolder, NetworkArchive.FileName));
        (_shape, var network) = NetworkArchive.Read(file);
        _network = network.to(_device);
        _network.eval();
    }

    public int Columns => _shape.Columns;

    public void Predict(Rows rows, Span<string> labels)
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        var values = tensor(rows.Values.AsSpan(0, rows.Count * Columns).ToArray(), [rows.Count, Columns], device: _device);
        var best = _network.call(values).argmax(1).cpu().data<long>();
        for (var row = 0; row < rows.Count; row++)
            labels[row] = _shape.Labels[best[row]];
    }
}
