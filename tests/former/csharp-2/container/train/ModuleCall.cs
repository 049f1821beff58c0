using System.Reflection;
using System.Runtime.Loader;

namespace Launcher;

/// <summary>
/// SAGEMAKER_TRAINING_MODULE=assembly:Namespace.Type.Method: a static method without parameters, called in a process
/// of its own with all SM_* variables (mends TK-01.3, TK-43, TK-44).
/// </summary>
internal static class ModuleCall
{
    public const string Argument = "--call";

    public static TrainingCommand Command(string module)
    {
        var parts = module.Split(':');
        if (parts is not [{ Length: > 0 } assembly, { Length: > 0 } method] || method.LastIndexOf('.') < 1)
            throw new Fault($"SAGEMAKER_TRAINING_MODULE={module}: expected assembly:Namespace.Type.Method");
        if (!File.Exists(PathOf(assembly)))
            throw new Fault($"SAGEMAKER_TRAINING_MODULE={module}: there is no {PathOf(assembly)}");

        var self = Environment.ProcessPath!;
        string[] start = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [self, Assembly.GetExecutingAssembly().Location] : [self];
        return new([.. start, Argument, assembly, method], module);
    }

    /// <summary>What the process of its own does: loads the assembly with its packages, calls the method.</summary>
    /// <returns>The method's result where that is a number, else 0.</returns>
    public static async Task<int> RunAsync(string assembly, string name)
    {
        var (type, method) = (name[..name.LastIndexOf('.')], name[(name.LastIndexOf('.') + 1)..]);
        var packages = new AssemblyDependencyResolver(PathOf(assembly));
        AssemblyLoadContext.Default.Resolving += (context, wanted) =>
            packages.ResolveAssemblyToPath(wanted) is { } path ? context.LoadFromAssemblyPath(path) : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, library) =>
            packages.ResolveUnmanagedDllToPath(library) is { } path ? System.Runtime.InteropServices.NativeLibrary.Load(path) : 0;

        var loaded = AssemblyLoadContext.Default.LoadFromAssemblyPath(PathOf(assembly));
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var target = loaded.GetType(type)?.GetMethod(method, Static, [])
            ?? throw new Fault($"SAGEMAKER_TRAINING_MODULE={assembly}:{name}: {assembly}.dll has no static method {name}()");
        switch (target.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null))
        {
            case Task<int> number:
                return await number;
            case Task task:
                await task;
                return 0;
            case var result:
                return result as int? ?? 0;
        }
    }

    private static string PathOf(string assembly) => Path.Combine(Folders.Code, assembly + ".dll");
}
