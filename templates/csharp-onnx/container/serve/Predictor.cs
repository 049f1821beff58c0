using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Serve;

/// <summary>
/// The model behind /invocations: yours to edit. It serves any model.onnx with one input of rows × columns and, as its
/// first output, a score per class; the names of the classes are a JSON list in its metadata, under "labels".
/// </summary>
public sealed class Predictor : IPredictor, IDisposable
{
    private const string Cuda = "CUDAExecutionProvider";

    private readonly RunOptions _options = new();
    private readonly InferenceSession _session;
    private readonly string[] _labels;

    /// <summary>Loads the model.onnx that model.tar.gz brings. The folder is read-only here (MOD-02).</summary>
    public Predictor(string modelFolder)
    {
        _session = Open(Path.Combine(modelFolder, "model.onnx"));
        Columns = _session.InputMetadata.First().Value.Dimensions[^1];
        _labels = _session.ModelMetadata.CustomMetadataMap.TryGetValue("labels", out var labels)
            ? JsonSerializer.Deserialize<string[]>(labels)!
            : throw new InvalidDataException("model.onnx names no classes: its metadata has no \"labels\"");
    }

    public int Columns { get; }

    public void Predict(Rows rows, Span<string> labels)
    {
        var values = rows.Values.AsMemory(0, rows.Count * Columns);
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, [rows.Count, Columns]);
        using var outputs = _session.Run(_options, [_session.InputNames[0]], [input], [_session.OutputNames[0]]);
        var scores = outputs[0].GetTensorDataAsSpan<float>();
        for (var row = 0; row < rows.Count; row++)
            labels[row] = _labels[Largest(scores.Slice(row * _labels.Length, _labels.Length))];
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    // The GPU where there is one; without, the image starts and answers all the same (GPU-02).
    private static InferenceSession Open(string path)
    {
        if (OrtEnv.Instance().GetAvailableProviders().Contains(Cuda))
        {
            try
            {
                using var gpu = NewOptions();
                gpu.AppendExecutionProvider_CUDA();
                return new(path, gpu);
            }
            catch (OnnxRuntimeException e)
            {
                Console.Error.WriteLine($"no GPU, computing on the CPU: {e.Message}");
            }
        }

        using var cpu = NewOptions();
        return new(path, cpu);
    }

    // Requests are computed side by side, one thread each.
    private static SessionOptions NewOptions() => new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };

    private static int Largest(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                best = i;
        }

        return best;
    }
}
