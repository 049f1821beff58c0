using System.Text.RegularExpressions;
using Scaffold.Checks.Training;

namespace Scaffold.Checks.Serving;

/// <summary>A server starts on a read-only model with no way out to the internet, and stays.</summary>
internal sealed partial class ServerStaysUp : ICheck
{
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(30);

    public CheckInfo Info { get; } = new("C-60", "The server starts on a read-only model without internet, and stays up", Phase.Serve, Profile.Serve, ["MOD-02", "INF-02"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Starts the server on a read-only model in a network without a way out. C-60 to C-62 share this container, which gets nothing but pings.

            - Fails: it ended before `/ping` gave 200; within 30 s after that; it runs then, but `/ping` does not give 200.
            - A server that runs and never becomes ready is C-62's: then this one is skipped.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var server = await subject.Servers.IdleAsync(ct);
        if (server.Readiness is Readiness.Silent)
            throw new PrerequisiteException("C-62", "the server never became ready");
        if (server.Readiness is Readiness.Exited exited)
            return Ended(server, $"The server ended before it was ready: {ExitWords.Of(exited.Exit)}.");

        var until = server.Readiness.After + Watch;
        while (!server.Run.HasExited && server.Age < until)
            await Task.Delay(TimeSpan.FromMilliseconds(250), ct);
        if (server.Run.HasExited)
            return Ended(server, $"The server ended {(server.Age - server.Readiness.After).TotalSeconds:0} s after it was ready: {ExitWords.Of(await server.Run.WaitAsync(ct))}.");
        var ping = await server.PingAsync(ct);
        return ping.IsOk
            ? Finding.Pass($"Up and healthy {Watch.TotalSeconds:0} s after it was ready.")
            : Ended(server, $"The container runs, but {Watch.TotalSeconds:0} s after it was ready /ping came to {ping}.");
    }

    private static Finding Ended(Server server, string message)
    {
        var log = server.Run.Log.TailText(30);
        var said = string.Join('\n', log);
        var fix = ReadOnly().IsMatch(said) ? "Write nothing into /opt/ml/model: unpack and cache in /tmp (PYTHONDONTWRITEBYTECODE=1 for byte code)."
            : TrainingNeedsNoComforts.NetworkWords().IsMatch(said) ? "Put what is downloaded at start into the image or the model."
            : "Mend the first error of the log, and keep the server in the foreground.";
        return Finding.Fail(message, fix) with { Evidence = log, RepeatCommand = server.Run.RepeatCommand };
    }

    [GeneratedRegex("read-only file ?system|EROFS", RegexOptions.IgnoreCase)]
    private static partial Regex ReadOnly();
}
