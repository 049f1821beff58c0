using Container;

namespace Launcher;

/// <summary>Python code in a C# image: it runs where the image has python3 (TK-07, TK-08).</summary>
internal static class PythonProgram
{
    public static List<string> Script(string program, Action<IReadOnlyList<string>> install)
    {
        if (Requirements() is { Count: > 0 } requirements)
            install([Interpreter(program), .. PipInstall, .. requirements]);
        return [Interpreter(program), program];
    }

    public static List<string> Package(string program, Action<IReadOnlyList<string>> install)
    {
        install([Interpreter(program), .. PipInstall, ".", .. Requirements()]);
        var module = program.EndsWith(".py", StringComparison.Ordinal) ? program[..^3] : program;
        return [Interpreter(program), "-m", module.Replace('/', '.')];
    }

    private static readonly string[] PipInstall = ["-m", "pip", "install", "--disable-pip-version-check", "--root-user-action=ignore"];

    private static List<string> Requirements() =>
        File.Exists(Path.Combine(Folders.Code, "requirements.txt")) ? ["-r", "requirements.txt"] : [];

    private static string Interpreter(string program) =>
        SearchPath.Find("python3") ?? throw new Fault($"SAGEMAKER_PROGRAM={program}: there is no python3 on PATH in this image");
}
