namespace Scaffold.Checks.Serving;

/// <summary>A serverless endpoint starts the server as any user, on a read-only disk, with one processor.</summary>
internal sealed class ServesWithoutPrivileges : ICheck
{
    private const string User = "12345:12345";
    private const int Pings = 5, Size = 4 * 1000 * 1000;
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(180), Between = TimeSpan.FromMilliseconds(200);

    public CheckInfo Info { get; } = new("C-77", "Serves as any user, on a read-only disk, with one processor", Phase.Serve, Profile.Serverless, ["SLS-02", "SLS-03", "SLS-04", "SLS-05"])
    {
        Needs = Needs.Image | Needs.Requests | Needs.Containers,
        Details = """
            Starts the server with `--user 12345:12345`, `--read-only`, a temporary file system on /tmp alone, one processor and the declared memory
            (`--memory`, else 2048 MB), and asks it what C-62 and C-64 ask, and for a body of 4 MB.

            - Fails: no 200 of `/ping` within 180 s, or one of five later pings is not 200 within 2 s; a sample is not answered as C-64 wants it;
              4 MB of nonsense get 413, no answer, or 5xx.
            - Which user the platform takes is not documented; what holds for a user that no file belongs to holds for each. C-25 judges the size.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        await subject.Servers.ReadyAsync(ct); // what does not start as root either is C-62's
        var limit = subject.Limits.Startup < Start ? subject.Limits.Startup : Start;
        await using var server = await subject.Servers.StartAsync(request => request with { User = User, ReadOnlyRoot = true, Cpus = 1 }, ct);
        Tally tally = new() { RepeatCommand = server.Run.RepeatCommand };
        var readiness = await server.WaitAsync(limit, ct);
        if (readiness is not Readiness.Ready)
        {
            var why = readiness is Readiness.Exited exited ? ExitWords.Of(exited.Exit) : $"no 200 of /ping within {limit.TotalSeconds:0} s";
            tally.Fail($"As user {User}, on a read-only disk and one processor, it does not start: {why}", "Let everyone read and run what the server needs (chmod -R o+rX), write to /tmp only, and need no root.", server.Run.Log.TailText(20));
            return tally.ToFinding("");
        }
        tally.Measured["readySeconds"] = Math.Round(readiness.After.TotalSeconds, 2);
        for (var i = 0; i < Pings; i++)
        {
            await Task.Delay(Between, ct);
            if (await server.PingAsync(ct) is { IsOk: false } ping)
                tally.Fail($"/ping came to {ping} after its first 200", "Go on answering /ping.", server.Run.Log.TailText(20));
        }
        var (sent, slowest) = await SamplesAreAnswered.AskAsync(tally, server, subject.Samples.Requests, ct);
        var sample = subject.Samples.Requests[0];
        var large = await server.InvokeAsync(new Invocation(SampleBodies.Nonsense(Size), sample.ContentType) { Accept = sample.Accept }, ct);
        if (large.Status is 413 or >= 500 || large.Reset)
            tally.Fail($"4 MB of nonsense came to {large}", "Let the temporary folder of the proxy be below /tmp, and raise its body limit.", server.Run.Log.TailText(20));
        return tally.ToFinding($"As user {User} it was ready after {readiness.After.TotalSeconds:0.0} s and answered {sent} requests, the slowest in {slowest.TotalMilliseconds:0} ms.");
    }
}
