using Container;

namespace Launcher;

/// <summary>What to execute in the code folder (TK-06, TK-07), and how to name it in a message.</summary>
internal sealed record TrainingCommand(IReadOnlyList<string> Words, string Name)
{
    /// <summary>Whether signals go to the whole process group: a shell does not pass them on.</summary>
    public bool IsScript { get; private init; }

    /// <param name="install">Runs `pip install` with these arguments.</param>
    public static TrainingCommand For(Job job, Action<IReadOnlyList<string>> install)
    {
        if (Variable.Get("SAGEMAKER_TRAINING_MODULE") is { } module)
            return ModuleCall.Command(module);
        if (!PythonText.IsTrue(job.Program))
            throw new Fault("no training program: set SAGEMAKER_PROGRAM in the Dockerfile, for example to train");

        var program = PythonText.Str(job.Program);
        var path = Path.Combine(Folders.Code, program);
        if (!File.Exists(path))
            throw new Fault($"SAGEMAKER_PROGRAM={program}: not found in {Folders.Code}, which holds: {Listing()}");

        var arguments = job.Arguments.Select(PythonText.Str);
        var words = Path.GetExtension(program) switch
        {
            ".sh" => Executable(path, program),
            _ when File.Exists(Path.Combine(Folders.Code, "setup.py")) => PythonProgram.Package(program, install),
            ".py" => PythonProgram.Script(program, install),
            ".dll" => [SearchPath.Find("dotnet") ?? throw new Fault($"SAGEMAKER_PROGRAM={program}: there is no dotnet on PATH"), program],
            _ => Executable(path, program),
        };
        words = [.. words, .. arguments];
        return new(words, string.Join(' ', words)) { IsScript = program.EndsWith(".sh", StringComparison.Ordinal) };
    }

    private static List<string> Executable(string path, string program)
    {
        MakeExecutable(path);
        Span<byte> first = stackalloc byte[256];
        using var file = File.OpenRead(path);
        first = first[..file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        var isScript = program.EndsWith(".sh", StringComparison.Ordinal);
        var hasInterpreter = first.StartsWith("#!"u8);

        var end = first.IndexOf((byte)'\n');
        if (end > 0 && first[end - 1] == '\r' && (hasInterpreter || isScript)) // TK-50
            throw new Fault($"{path} has Windows line ends (CRLF): save it with LF, and keep it so with .gitattributes");
        return isScript && !hasInterpreter ? ["/bin/sh", $"./{program}"] : [$"./{program}"];
    }

    private static void MakeExecutable(string path)
    {
        try
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A read-only or foreign file: it may be executable already.
        }
    }

    private static string Listing()
    {
        if (!Directory.Exists(Folders.Code))
            return "no such folder";
        var names = Directory.GetFileSystemEntries(Folders.Code).Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(20);
        return string.Join(", ", names) is { Length: > 0 } listing ? listing : "nothing";
    }
}

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
