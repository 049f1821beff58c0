using System.Net;

namespace Scaffold.Engine;

/// <summary>A started container. Disposing kills and removes it.</summary>
public interface IRun : IAsyncDisposable
{
    /// <summary>Where the published port answers, such as <c>http://127.0.0.1:49153/</c>; null when none was asked for. Of a run that ended at once: an address that refuses.</summary>
    Uri? Endpoint { get; }

    /// <summary>The command that repeats this run by hand.</summary>
    string RepeatCommand { get; }

    /// <summary>What it printed so far, bounded in size.</summary>
    RunLog Log { get; }

    bool HasExited { get; }

    Task<RunExit> WaitAsync(CancellationToken ct);

    /// <summary>SIGTERM, then SIGKILL after <paramref name="grace"/> (<c>docker stop -t</c>).</summary>
    Task<RunExit> StopAsync(TimeSpan grace, CancellationToken ct);

    /// <summary>Sends one signal to process 1 of the run, such as <c>SIGKILL</c>.</summary>
    Task SignalAsync(string signal, CancellationToken ct);

    /// <summary>Processes inside, process 1 first (<c>docker top</c>).</summary>
    Task<IReadOnlyList<RunProcess>> ProcessesAsync(CancellationToken ct);

    /// <summary>Sends a signal to one process of <see cref="ProcessesAsync"/>; false when there is no way to (no shell in the image of a remote engine) or it is gone.</summary>
    Task<bool> SignalProcessAsync(RunProcess process, string signal, CancellationToken ct);

    /// <summary>Executes a command in the container as root; exit code 126 or 127 when there is none of that name. Needs <see cref="EngineAbilities.Images"/>.</summary>
    Task<RunOutput> ExecAsync(IReadOnlyList<string> command, CancellationToken ct);

    /// <summary>Absolute paths changed or added since the start, mounts and what was removed left out; null where the engine cannot tell.</summary>
    Task<IReadOnlyList<string>?> ChangesAsync(CancellationToken ct);

    /// <summary>Bytes of a regular file inside; null when there is none, or the engine cannot tell.</summary>
    Task<long?> SizeAsync(string path, CancellationToken ct);

    /// <summary>TCP sockets inside that listen; null where the engine cannot tell.</summary>
    Task<IReadOnlyList<IPEndPoint>?> ListenersAsync(CancellationToken ct);
}

/// <summary>How a run ended.</summary>
/// <param name="Code">Exit code; 128 + n when signal n ended it.</param>
/// <param name="OutOfMemory">The memory limit was hit.</param>
/// <param name="StartFault">The engine's words when the program could not be started at all (exit 125, 126, 127).</param>
public sealed record RunExit(int Code, TimeSpan Took, bool OutOfMemory = false, string? StartFault = null);

/// <summary>A process of a run.</summary>
/// <param name="State">The letter of ps: R, S, D, Z …</param>
public sealed record RunProcess(int Pid, int ParentPid, string State, string Command)
{
    /// <summary>Memory it has in use, what it shares with others included; null when the engine cannot tell.</summary>
    public long? ResidentBytes { get; init; }
}
