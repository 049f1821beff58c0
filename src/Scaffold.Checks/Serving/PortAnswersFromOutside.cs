namespace Scaffold.Checks.Serving;

/// <summary>Port 8080 answers plain HTTP from outside the container.</summary>
internal sealed class PortAnswersFromOutside : ICheck
{
    public CheckInfo Info { get; } = new("C-61", "Port 8080 answers HTTP from outside the container", Phase.Serve, Profile.Serve, ["INF-10"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Asks the container of C-60 on port 8080 from outside, not from within.

            - Fails: it runs and nothing answers there by the end of the start-up time, or what answers is not HTTP.
            - Any HTTP answer passes; C-62 judges it. A container that ended is C-60's: then this one is skipped.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var server = await subject.Servers.IdleAsync(ct);
        return server.Readiness switch
        {
            Readiness.Silent { Last.Reset: true } silent => Finding.Fail(
                $"Nothing answers on port 8080 from outside after {silent.After.TotalSeconds:0} s ({silent.Last.Fault}), though the container runs.",
                "Listen on 0.0.0.0:8080, not on 127.0.0.1 and not on another port; speak plain HTTP/1.1.")
                with
            { Evidence = server.Run.Log.TailText(20), RepeatCommand = server.Run.RepeatCommand },
            Readiness.Exited => throw new PrerequisiteException("C-60", "the container ended before it listened"),
            _ => Finding.Pass("Port 8080 answers plain HTTP from outside the container."),
        };
    }
}
