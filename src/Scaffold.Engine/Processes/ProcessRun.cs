using System.Diagnostics;

namespace Scaffold.Engine.Processes;

/// <summary>An emitted program running on this host, with everything it starts.</summary>
internal sealed class ProcessRun : IRun
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ProcessSpec _spec;
    private readonly string _home;
    private readonly Process? _process;
    private readonly Task<RunExit> _exit;

    private ProcessRun(ProcessSpec spec, string home)
    {
        (_spec, _home) = (spec, home);
        Endpoint = spec.Port is { } port ? new($"http://127.0.0.1:{port}/") : null;
        if (StartFault(spec) is { } fault)
        {
            _exit = Task.FromResult(fault);
            return;
        }
        _process = Process.Start(spec.Start(spec.Find(spec.Command[0])!))!;
        _process.StandardInput.Close();
        _exit = ExitAsync(_process);
    }

    public Uri? Endpoint { get; }
    public string RepeatCommand => _spec.RepeatCommand;
    public RunLog Log { get; } = new();
    public bool HasExited => _exit.IsCompleted;

    public static ProcessRun Start(ProcessSpec spec, string home)
    {
        spec.LayOut();
        return new(spec, home);
    }

    public Task<RunExit> WaitAsync(CancellationToken ct) => _exit.WaitAsync(ct);

    public async Task<RunExit> StopAsync(TimeSpan grace, CancellationToken ct)
    {
        await SignalAsync("SIGTERM", ct);
        if (await Task.WhenAny(_exit, Task.Delay(grace, ct)) != _exit)
        {
            ct.ThrowIfCancellationRequested();
            KillAll(); // the program itself among them: 137
        }
        return await _exit.WaitAsync(ct);
    }

    public Task SignalAsync(string signal, CancellationToken ct)
    {
        if (!HasExited)
            Signals.Send(_process!.Id, signal);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunProcess>> ProcessesAsync(CancellationToken ct) =>
        Task.FromResult(HasExited ? [] : ProcessTable.Of(_process!.Id, _spec.Base));

    public Task<bool> SignalProcessAsync(RunProcess process, string signal, CancellationToken ct) =>
        Task.FromResult(!HasExited && Signals.Send(process.Pid, signal));

    public Task<IReadOnlyList<string>?> ChangesAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<string>?>(null);

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
            KillAll();
        await _exit;
        _process?.Dispose();
        try
        {
            Directory.Delete(_home, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the workspace goes as a whole
        }
    }

    // In the words and codes of docker run.
    private static RunExit? StartFault(ProcessSpec spec)
    {
        var word = spec.Command.Count > 0 ? spec.Command[0] : "";
        if (spec.Find(word) is not { } program)
            return new(127, TimeSpan.Zero, StartFault: $"exec: \"{word}\": executable file not found in $PATH");
        var isExecutable = OperatingSystem.IsWindows() || (File.GetUnixFileMode(program) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
        return isExecutable ? null : new(126, TimeSpan.Zero, StartFault: $"exec: \"{word}\": permission denied");
    }

    private async Task<RunExit> ExitAsync(Process process)
    {
        var output = Task.WhenAll(
            ChildProcess.PumpAsync(process.StandardOutput.BaseStream, text => Log.Add(false, text), CancellationToken.None),
            ChildProcess.PumpAsync(process.StandardError.BaseStream, text => Log.Add(true, text), CancellationToken.None));
        await process.WaitForExitAsync();
        var took = _clock.Elapsed;
        KillAll(); // a container's processes end with its first one
        await Task.WhenAny(output, Task.Delay(DrainTime));
        return new(process.ExitCode, took);
    }

    private void KillAll()
    {
        if (_process is not null)
            ProcessTable.KillAll(() => ProcessTable.Of(_process.Id, _spec.Base));
    }
}
