using System.Diagnostics;
using Scaffold.Core.Problems;

namespace Scaffold.Engine.Processes;

/// <summary>Makes the programs of a repository ready to run on this host, in a folder of their own.</summary>
internal abstract class ProgramBuild(Repository repository, string directory, IProgress<string> log)
{
    private const int TailLines = 20;

    protected IProgress<string> Log { get; } = log;
    protected Repository Repository { get; } = repository;
    protected string Directory { get; } = directory;
    protected string Program { get; } = Path.Combine(directory, "program");
    protected string Code { get; } = Path.Combine(directory, "code");

    public static ProgramBuild Of(Repository repository, string directory, IProgress<string> log) => repository.Language is "csharp"
        ? new DotnetBuild(repository, directory, log)
        : new PythonBuild(repository, directory, log);

    /// <summary>The programs, or the build's failure.</summary>
    public abstract Task<(Programs? Programs, BuildOutcome.Failed? Failure)> RunAsync(CancellationToken ct);

    /// <summary>Runs one command of the build; null when it went well.</summary>
    /// <param name="repeat">The command as the user would type it in the repository.</param>
    protected async Task<BuildOutcome.Failed?> RunAsync(ProcessStartInfo start, string repeat, CancellationToken ct)
    {
        Queue<string> tail = [];
        var code = await ChildProcess.RunAsync(start, (_, line) =>
        {
            lock (tail)
            {
                tail.Enqueue(Localize(line));
                if (tail.Count > TailLines)
                    tail.Dequeue();
            }
            Log.Report(Localize(line));
        }, ct);
        return code switch
        {
            0 => null,
            null => throw Missing(start.FileName),
            _ => new(repeat, [.. tail], $"cd {Repository.Directory} && {repeat}"),
        };
    }

    protected static UserErrorException Missing(string program) => new(new("SM106", $"There is no {program} on PATH, and this repository's programs need it.",
        "--engine process", $"Install {program}, or use --engine docker, which brings its own.", ExitCode.NoEngine));

    /// <summary>Turns paths of the private copy into paths of the repository.</summary>
    protected virtual string Localize(string line) => line;
}
