using System.Net;
using Scaffold.Engine;

namespace Scaffold.Checks.Serving;

/// <summary>Among other containers a server listens where it is told to, and nowhere else.</summary>
internal sealed class PortsFollowThePipeline : ICheck
{
    private const int Port = 9191, Low = 9192, High = 9199, Usual = 8080;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(10);

    public CheckInfo Info { get; } = new("C-73", "Listens on SAGEMAKER_BIND_TO_PORT and in its safe range only", Phase.Serve, Profile.Pipeline, ["PIP-02", "PIP-03", "PIP-04"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Starts the server with `SAGEMAKER_BIND_TO_PORT=9191` and `SAGEMAKER_SAFE_PORT_RANGE=9192-9199`, asks port 9191 for `/ping` and for the
            first sample, and reads from the container's own tables which TCP ports it listens on, loopback included.

            - Fails: no 200 of `/ping` on 9191 within four times the usual time, 10 s at least; no 200 of the sample; a listener on 8080; any other
              listener outside of the range.
            - Judged where the label `accept-bind-to-port` is set, or `--profile pipeline`. The tables are read from this host's kernel, or by a
              shell in the image. Without either only port 8080 is tried, from outside.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var wait = await subject.Servers.PatienceAsync(4, ShortestWait, ct);
        await using var server = await subject.Servers.StartAsync(request => Moved(request) with { Port = Port }, ct);
        Tally tally = new() { RepeatCommand = server.Run.RepeatCommand };
        var readiness = await server.WaitAsync(wait, ct);
        var listeners = await server.Run.ListenersAsync(ct);
        if (readiness is not Readiness.Ready)
        {
            var seen = readiness is Readiness.Exited exited ? ExitWords.Of(exited.Exit) : listeners is { Count: > 0 } ? $"it listens on {string.Join(", ", listeners)}" : "nothing answers there";
            tally.Fail($"With SAGEMAKER_BIND_TO_PORT={Port} /ping gave no 200 on {Port} within {server.Readiness.After.TotalSeconds:0} s: {seen}", "Listen on $SAGEMAKER_BIND_TO_PORT when it is set, else on 8080; or drop the label accept-bind-to-port.", server.Run.Log.TailText(20));
            return tally.ToFinding("");
        }
        if (subject.Samples.Requests is [var sample, ..] && await server.InvokeAsync(sample, ct) is { IsOk: false } reply)
            tally.Fail($"{sample.Name} on port {Port} came to {reply}", "Answer /invocations on the port that /ping is on.", server.Run.Log.TailText(20));
        if (listeners is not null)
            Judge(tally, listeners);
        else if (await AnswersOnUsualPortAsync(subject, server.Readiness.After, ct))
            tally.Fail($"With SAGEMAKER_BIND_TO_PORT={Port} port {Usual} answers, too", "Listen on the port you are told, and on no other.");
        return tally.ToFinding(listeners is null
            ? $"/ping and the sample are answered on {Port}, and nothing answers on {Usual} from outside; its other ports cannot be seen here."
            : $"/ping and the sample are answered on {Port}; nothing else listens outside of {Low}-{High}.");
    }

    private static RunRequest Moved(RunRequest request) => request with
    {
        Environment = new Dictionary<string, string>(request.Environment) { ["SAGEMAKER_BIND_TO_PORT"] = $"{Port}", ["SAGEMAKER_SAFE_PORT_RANGE"] = $"{Low}-{High}" },
    };

    private static void Judge(Tally tally, IReadOnlyList<IPEndPoint> listeners)
    {
        if (listeners.Where(place => place.Port == Usual).ToList() is [var usual, ..])
            tally.Fail($"With SAGEMAKER_BIND_TO_PORT={Port} it still listens on {usual}", "Listen on the port you are told, and on no other: the containers of a pipeline share their ports.");
        if (listeners.Where(place => place.Port is not (Port or Usual or (>= Low and <= High))).ToList() is [_, ..] others)
            tally.Fail($"It listens on {string.Join(", ", others)}, outside of SAGEMAKER_SAFE_PORT_RANGE={Low}-{High}", "Take every other port from SAGEMAKER_SAFE_PORT_RANGE, or use a unix socket.");
    }

    private static async Task<bool> AnswersOnUsualPortAsync(Subject subject, TimeSpan wait, CancellationToken ct)
    {
        await using var server = await subject.Servers.StartAsync(Moved, ct);
        return await server.WaitAsync(wait + TimeSpan.FromSeconds(2), ct) is Readiness.Ready;
    }
}
