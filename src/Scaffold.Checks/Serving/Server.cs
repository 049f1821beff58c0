using System.Diagnostics;
using Scaffold.Engine;

namespace Scaffold.Checks.Serving;

/// <summary>A serving container and the way to talk to it from outside; disposing removes both.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Limits _limits;
    private readonly IDisposable? _slot;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private readonly IDisposable _span;

    private Server(Subject subject, IRun run, IDisposable? slot)
    {
        (_limits, _slot, _span) = (subject.Limits, slot, subject.Runs.Start("serve"));
        Run = run;
        Probe = new Probe(run.Endpoint ?? throw new InvalidOperationException("The engine published no port."));
    }

    public IRun Run { get; }

    public Probe Probe { get; }

    /// <summary>Set by <see cref="WaitAsync"/>.</summary>
    public Readiness Readiness { get; private set; } = new Readiness.Silent(TimeSpan.Zero, new Reply(0, TimeSpan.Zero, "not asked yet"));

    public bool IsReady => Readiness is Readiness.Ready;

    /// <summary>The first sample, sent at once after the first 200 by <see cref="Servers.WorkingAsync"/>.</summary>
    public Reply? First { get; set; }

    /// <summary>Time since the start of the container.</summary>
    public TimeSpan Age => _clock.Elapsed;

    /// <summary>A normal start.</summary>
    /// <param name="model">Null for no /opt/ml/model at all.</param>
    public static RunRequest RequestOf(Subject subject, IFolder? model) => new(subject.Image!, ["serve"])
    {
        Environment = new Dictionary<string, string>(subject.Samples.Environment) { ["AWS_REGION"] = "us-east-1" },
        Mounts = model is null ? [] : [new(model, "/opt/ml/model", ReadOnly: true)], // MOD-02
        Network = RunNetwork.Closed,
        Port = 8080,
        Memory = (long)subject.Samples.MemoryMegabytes << 20,
    };

    /// <param name="slot">Given back when the server is disposed.</param>
    public static async Task<Server> StartAsync(Subject subject, RunRequest request, IDisposable? slot, CancellationToken ct)
    {
        try
        {
            return new Server(subject, await subject.Engine.StartAsync(request, ct), slot);
        }
        catch
        {
            slot?.Dispose();
            throw;
        }
    }

    /// <summary>Waits until no other check sends it many requests or measures it.</summary>
    public async Task<IDisposable> TakeTurnAsync(CancellationToken ct)
    {
        using (Waiting.Wait())
            await _turn.WaitAsync(ct);
        return new Turn(_turn);
    }

    public Task<Reply> PingAsync(CancellationToken ct) => Probe.GetAsync("/ping", _limits.Ping, ct);

    public Task<Reply> InvokeAsync(SampleRequest sample, CancellationToken ct) =>
        InvokeAsync(new Invocation(sample.Body, sample.ContentType) { Accept = sample.Accept }, ct);

    public Task<Reply> InvokeAsync(Invocation invocation, CancellationToken ct) =>
        Probe.SendAsync(invocation.ToRequest(), _limits.Answer, ct);

    /// <summary>Waits for the first 200 of /ping, the end of the container, or <paramref name="limit"/>.</summary>
    public async Task<Readiness> WaitAsync(TimeSpan limit, CancellationToken ct)
    {
        while (true)
        {
            var reply = await PingAsync(ct);
            if (reply.IsOk)
                return Readiness = new Readiness.Ready(Age);
            if (Run.HasExited)
                return Readiness = new Readiness.Exited(Age, await Run.WaitAsync(ct));
            if (Age > limit)
                return Readiness = new Readiness.Silent(Age, reply);
            await Task.Delay(Between, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Probe.Dispose();
        try
        {
            await Run.DisposeAsync();
        }
        finally
        {
            _span.Dispose();
            _slot?.Dispose();
        }
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
