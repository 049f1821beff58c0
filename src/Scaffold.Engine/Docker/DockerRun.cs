using System.Diagnostics;
using System.Net;
using Docker.DotNet;

namespace Scaffold.Engine.Docker;

/// <summary>A container from its creation to its removal.</summary>
internal sealed class DockerRun : IRun
{
    private const int Deleted = 2; // a kind of change, as the API counts them
    private const uint NotRegular = 0x8f280000; // the type bits of Go's FileMode, which the engine sends
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly DockerSession _docker;
    private readonly CancellationTokenSource _life = new();
    private readonly Stopwatch _clock = new();
    private string? _id;
    private Task<RunExit> _exit = null!;

    private DockerRun(DockerSession docker, string repeatCommand) => (_docker, RepeatCommand) = (docker, repeatCommand);

    /// <summary>The engine's name for it.</summary>
    public string Id => _id!;

    public Uri? Endpoint { get; private set; }
    public string RepeatCommand { get; }
    public RunLog Log { get; } = new();
    public bool HasExited => _exit.IsCompleted;

    public static async Task<DockerRun> StartAsync(DockerSession docker, RunRequest request, string repeatCommand, CancellationToken ct)
    {
        DockerRun run = new(docker, repeatCommand);
        try
        {
            await run.StartAsync(request, ct);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    public Task<RunExit> WaitAsync(CancellationToken ct) => _exit.WaitAsync(ct);

    public async Task<RunExit> StopAsync(TimeSpan grace, CancellationToken ct)
    {
        if (!HasExited)
            await Containers.StopContainerAsync(_id!, new() { WaitBeforeKillSeconds = (uint)Math.Ceiling(grace.TotalSeconds) }, ct);
        return await _exit.WaitAsync(ct);
    }

    public async Task SignalAsync(string signal, CancellationToken ct)
    {
        try
        {
            if (!HasExited)
                await Containers.KillContainerAsync(_id!, new() { Signal = signal }, ct);
        }
        catch (DockerApiException)
        {
            // it ended meanwhile
        }
    }

    public async Task<IReadOnlyList<RunProcess>> ProcessesAsync(CancellationToken ct) =>
        HasExited ? [] : await new ContainerProcesses(_docker.Client, _id!).ListAsync(ct);

    public async Task<bool> SignalProcessAsync(RunProcess process, string signal, CancellationToken ct) =>
        !HasExited && await new ContainerProcesses(_docker.Client, _id!).SignalAsync(process, signal, ct);

    public Task<RunOutput> ExecAsync(IReadOnlyList<string> command, CancellationToken ct) => HasExited
        ? Task.FromResult(new RunOutput(125, ["the container has ended"]))
        : _docker.AskAsync(() => new ContainerExec(_docker.Client, _id!).TryAsync(command, ct));

    public Task<IReadOnlyList<string>?> ChangesAsync(CancellationToken ct) => _docker.AskAsync<IReadOnlyList<string>?>(async () =>
    {
        if (_id is null)
            return [];
        try
        {
            return [.. from change in await Containers.InspectChangesAsync(_id, ct) ?? []
                       where (int)change.Kind != Deleted
                       orderby change.Path
                       select change.Path];
        }
        catch (DockerApiException)
        {
            return null; // not every engine compares
        }
    });

    public async Task<long?> SizeAsync(string path, CancellationToken ct)
    {
        try
        {
            return _id is not null && await Containers.GetArchiveFromContainerAsync(_id, new() { Path = path }, true, ct) is { Stat: { } stat } && (stat.Mode & NotRegular) == 0 ? stat.Size : null;
        }
        catch (DockerApiException)
        {
            return null; // it is gone
        }
    }

    public async Task<IReadOnlyList<IPEndPoint>?> ListenersAsync(CancellationToken ct) =>
        HasExited ? [] : await new ContainerListeners(new(_docker.Client, _id!)).ListAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (_id is not null)
            await _docker.RemoveContainerAsync(_id);
        await _life.CancelAsync();
    }

    private IContainerOperations Containers => _docker.Client.Containers;

    private async Task StartAsync(RunRequest request, CancellationToken ct)
    {
        var network = request.Network switch
        {
            RunNetwork.None => "none",
            RunNetwork.Peers => ((PeerNetwork)request.Peers!).Id,
            _ => await _docker.ClosedNetworkAsync(ct),
        };
        var (publish, reach) = await _docker.AddressAsync(ct);
        try
        {
            _id = await ContainerHandle.CreateAsync(_docker, ContainerSpec.Of(request, network, publish, _docker.Labels), ct);
            var output = PumpAsync(await Containers.AttachContainerAsync(_id, new() { Stream = true, Stdout = true, Stderr = true }, ct));
            _clock.Start();
            Log.Restart();
            await Containers.StartContainerAsync(_id, new(), ct);
            _exit = _docker.AskAsync(() => ExitAsync(output));
        }
        catch (DockerApiException e) when (e is not DockerContainerNotFoundException)
        {
            var words = StartFaults.WordsOf(e);
            _exit = Task.FromResult(new RunExit(StartFaults.CodeOf(words), _clock.Elapsed, StartFault: words));
        }
        if (request.Port is { } port)
            Endpoint = await EndpointAsync(port, reach, ct);
    }

    private async Task<RunExit> ExitAsync(Task output)
    {
        var ended = await Containers.WaitContainerAsync(_id!, _life.Token);
        var took = _clock.Elapsed;
        // Attached streams end with the container; a process that outlives process 1 with its streams open cannot be waited for.
        await Task.WhenAny(output, Task.Delay(DrainTime, _life.Token));
        return new((int)ended.StatusCode, took, await WasOutOfMemoryAsync());
    }

    private async Task<bool> WasOutOfMemoryAsync()
    {
        try
        {
            return (await Containers.InspectContainerAsync(_id!, _life.Token)).State is { OOMKilled: true };
        }
        catch (DockerContainerNotFoundException)
        {
            return false;
        }
    }

    private async Task<Uri> EndpointAsync(int port, string reach, CancellationToken ct)
    {
        var ports = _id is null ? null : (await Containers.InspectContainerAsync(_id, ct)).NetworkSettings?.Ports;
        var bound = ports is not null && ports.TryGetValue(ContainerSpec.Tcp(port), out var bindings) ? bindings?.FirstOrDefault() : null;
        // It ended at once and has no port any more: the discard port refuses, as its own would.
        return bound is null ? new("http://127.0.0.1:9/") : new($"http://{reach}:{bound.HostPort}/");
    }

    private async Task PumpAsync(MultiplexedStream stream)
    {
        using (stream)
        {
            LineSplitter output = new(text => Log.Add(false, text)), error = new(text => Log.Add(true, text));
            var buffer = new byte[16_384];
            try
            {
                while (await stream.ReadOutputAsync(buffer, 0, buffer.Length, _life.Token) is { EOF: false } read)
                    (read.Target is MultiplexedStream.TargetStream.StandardError ? error : output).Write(buffer.AsSpan(0, read.Count));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || DockerSession.IsLost(e))
            {
                // the engine closed it, or the run is being removed
            }
            output.Flush();
            error.Flush();
        }
    }
}
