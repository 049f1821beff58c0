namespace Serve;

/// <summary>The predictor, once it is there: /ping says 503 until then (INF-14).</summary>
internal sealed class Model
{
    // What SAGEMAKER_SERVICE_MODULE can name. Native code finds no type by its name: a predictor of yours gets a line here.
    private static readonly Dictionary<string, Func<string, IPredictor>> Predictors = new()
    {
        ["serve:Predictor"] = folder => new Predictor(folder),
    };

    private volatile IPredictor? _predictor;

    public IPredictor? Predictor => _predictor;

    /// <exception cref="Exception">Whatever the predictor's constructor throws.</exception>
    public void Load(Settings settings) => _predictor = Predictors.TryGetValue(settings.ServiceModule, out var create)
        ? create(settings.ModelFolder)
        : throw new SettingFault($"SAGEMAKER_SERVICE_MODULE={settings.ServiceModule}: compiled in are {string.Join(", ", Predictors.Keys)}; another one needs a line in Model.cs");
}
