using System.Reflection;
using System.Runtime.Loader;

namespace Serve;

/// <summary>The predictor, once it is there: /ping says 503 until then (INF-14).</summary>
internal sealed class Model
{
    private volatile IPredictor? _predictor;

    public IPredictor? Predictor => _predictor;

    /// <exception cref="Exception">Whatever the predictor's constructor throws.</exception>
    public void Load(Settings settings) => _predictor = Create(settings.ServiceModule, settings.ModelFolder);

    private static IPredictor Create(string module, string folder)
    {
        if (module.Split(':') is not [{ Length: > 0 } assembly, { Length: > 0 } name])
            throw new SettingFault($"SAGEMAKER_SERVICE_MODULE={module}: expected assembly:Type, such as serve:Predictor");

        var predictors = Find(assembly, module).GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPredictor))).ToList();
        var chosen = predictors.Find(candidate => candidate.FullName == name) ?? predictors.Find(candidate => candidate.Name == name)
            ?? throw new SettingFault($"SAGEMAKER_SERVICE_MODULE={module}: {assembly}.dll has no predictor of that name; it has: {string.Join(", ", predictors)}");
        var constructor = chosen.GetConstructor([typeof(string)])
            ?? throw new SettingFault($"SAGEMAKER_SERVICE_MODULE={module}: {chosen} needs a public constructor that takes the model's folder, a string");
        return (IPredictor)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [folder], null);
    }

    private static Assembly Find(string name, string module)
    {
        var own = typeof(Model).Assembly;
        if (name == own.GetName().Name)
            return own;
        var path = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        return File.Exists(path)
            ? AssemblyLoadContext.Default.LoadFromAssemblyPath(path)
            : throw new SettingFault($"SAGEMAKER_SERVICE_MODULE={module}: there is no {path}");
    }
}
