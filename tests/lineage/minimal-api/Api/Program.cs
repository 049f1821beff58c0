using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

var app = WebApplication.CreateBuilder(args).Build();
InferenceSession session = new("/opt/ml/model/model.onnx");

app.MapGet("/ping", () => Results.Ok());
app.MapPost("/invocations", (float[] row) =>
{
    var input = NamedOnnxValue.CreateFromTensor("input", new DenseTensor<float>(row, [1, row.Length]));
    using var results = session.Run([input]);
    return Results.Text(string.Join(',', results[0].AsEnumerable<float>()), "text/csv");
});
app.Run("http://0.0.0.0:8080");
