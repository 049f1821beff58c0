using System.Diagnostics;

namespace Scaffold.Engine.Processes;

/// <summary>Copies the Python programs of a repository, and installs what they require unless this host's Python has it.</summary>
internal sealed class PythonBuild(Repository repository, string directory, IProgress<string> log) : ProgramBuild(repository, directory, log)
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    public override async Task<(Programs? Programs, BuildOutcome.Failed? Failure)> RunAsync(CancellationToken ct)
    {
        Repository.Copy("container", Program);
        Repository.Copy("code", Code);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in (string[])[.. Files(Program), .. Files(Code)])
                File.SetUnixFileMode(file, Executable); // as COPY --chmod=755 does
        }

        var python = await InterpreterAsync(ct);
        var recipe = "mkdir -p /tmp/job && cp -r container /tmp/job/program && cp -r code /tmp/job/code";
        var requirements = Requirements();
        if (requirements.Count > 0 && !await IsSatisfiedAsync(python, requirements, ct))
        {
            Log.Report("This host's Python lacks something of requirements.txt: installing it into a virtual environment.");
            var venv = Path.Combine(Directory, "venv");
            var install = $"python3 -m pip install {string.Join(' ', requirements)}";
            var failure = await RunAsync(new ProcessStartInfo(python, ["-m", "venv", "--system-site-packages", venv]), "python3 -m venv --system-site-packages venv", ct)
                ?? await RunAsync(Pip(python = Path.Combine(venv, "bin", "python3"), ["install", .. requirements]), install, ct);
            if (failure is not null)
                return (null, failure);
            recipe = $"python3 -m venv --system-site-packages /tmp/job/venv && . /tmp/job/venv/bin/activate && {install} && {recipe}";
        }
        return (new(Directory, Repository.Variables, [Path.GetDirectoryName(python)!], recipe), null);
    }

    private static string[] Files(string folder) => System.IO.Directory.GetFiles(folder, "*", SearchOption.AllDirectories);

    /// <summary>The interpreter itself, not a shim that needs the user's environment.</summary>
    private static async Task<string> InterpreterAsync(CancellationToken ct)
    {
        string? path = null;
        var code = await ChildProcess.RunAsync(new("python3", ["-c", "import sys; print(sys.executable)"]), (error, line) => path = error ? path : line, ct);
        return code is 0 && path is { Length: > 0 } ? path : throw Missing("python3");
    }

    private List<string> Requirements() =>
    [
        .. from file in (string[])["container/requirements.txt", "container/serving/requirements.txt", "container/training/requirements.txt", "code/requirements.txt"]
           where File.Exists(Path.Combine(Repository.Directory, file))
           from word in (string[])["-r", file]
           select word,
    ];

    private async Task<bool> IsSatisfiedAsync(string python, List<string> requirements, CancellationToken ct) =>
        await ChildProcess.RunAsync(Pip(python, ["install", "--dry-run", "--no-index", .. requirements]), (_, _) => { }, ct) is 0;

    private ProcessStartInfo Pip(string python, IEnumerable<string> words)
    {
        ProcessStartInfo start = new(python, ["-m", "pip", "--disable-pip-version-check", "--no-input", .. words]) { WorkingDirectory = Repository.Directory };
        start.Environment["PYTHONNOUSERSITE"] = "1"; // runs have a home of their own
        start.Environment["PIP_BREAK_SYSTEM_PACKAGES"] = "1"; // for the dry run, where a distribution forbids pip; it installs nothing
        return start;
    }
}
