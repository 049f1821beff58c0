namespace Scaffold.Checks.Serving;

/// <summary>Every declared sample gets its right answer, whatever headers the platform adds or leaves out.</summary>
internal sealed class SamplesAreAnswered : ICheck
{
    // HDR-02: every header the InvokeEndpoint API knows, and one it does not.
    private static readonly Dictionary<string, string> PlatformHeaders = new()
    {
        ["X-Amzn-SageMaker-Custom-Attributes"] = "trace=verify;tier=1",
        ["X-Amzn-SageMaker-Target-Model"] = "model.tar.gz",
        ["X-Amzn-SageMaker-Target-Variant"] = "AllTraffic",
        ["X-Amzn-SageMaker-Target-Container-Hostname"] = "container-1",
        ["X-Amzn-SageMaker-Inference-Id"] = "00000000-0000-4000-8000-000000000000",
        ["X-Amzn-SageMaker-Enable-Explanations"] = "`false`",
        ["X-Amzn-SageMaker-Inference-Component"] = "component-1",
        ["X-Amzn-SageMaker-Session-Id"] = "NEW_SESSION",
        ["X-Amzn-SageMaker-Not-Invented-Yet"] = "1",
    };

    public CheckInfo Info { get; } = new(
        "C-64", "Sample requests are answered, right and in time", Phase.Serve, Profile.Serve, ["INF-20", "INF-21", "INF-24", "HDR-01", "HDR-02"])
    {
        Needs = Needs.Image | Needs.Requests,
        Details = """
            Sends each declared sample as it is, with every header the platform may send and an unknown one, with `Accept: */*`, with no Accept, and,
            of a text type, with `; charset=utf-8`.

            - Fails: no 200 within 60 s, no `Content-Type`, or not the declared answer.
            - JSON is compared by structure, text up to its last line end, anything else byte for byte. Where the server chooses the type, only
              an answer of the declared type is compared.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var server = await subject.Servers.ReadyAsync(ct);
        Tally tally = new() { RepeatCommand = server.Run.RepeatCommand };
        var (sent, slowest) = await AskAsync(tally, server, subject.Samples.Requests, ct);
        tally.Measured["requests"] = sent;
        tally.Measured["slowestSeconds"] = Math.Round(slowest.TotalSeconds, 3);
        if (!tally.HasFailed)
        {
            using (await server.TakeTurnAsync(ct))
                (await SampleLoad.RunAsync(server, subject.Samples.Requests[0], atOnce: 1, LoadSize.Brief, ct)).AddTo(tally);
        }
        return tally.ToFinding($"{sent} requests gave 200 and the declared answers, the slowest in {slowest.TotalMilliseconds:0} ms.");
    }

    /// <returns>How many requests were sent, and the time of the slowest answer.</returns>
    public static async Task<(int Sent, TimeSpan Slowest)> AskAsync(Tally tally, Server server, IReadOnlyList<SampleRequest> samples, CancellationToken ct)
    {
        var (sent, slowest) = (0, TimeSpan.Zero);
        foreach (var sample in samples)
        {
            foreach (var (how, invocation, exact) in Variants(sample))
            {
                var reply = await server.InvokeAsync(invocation, ct);
                (sent, slowest) = (sent + 1, reply.Took > slowest ? reply.Took : slowest);
                Judge(tally, sample, how, reply, exact);
            }
        }
        return (sent, slowest);
    }

    private static IEnumerable<(string How, Invocation Invocation, bool Exact)> Variants(SampleRequest sample)
    {
        Invocation plain = new(sample.Body, sample.ContentType) { Accept = sample.Accept };
        yield return ("as declared", plain, true);
        yield return ("with every header the platform may send", plain with { Headers = PlatformHeaders }, true);
        // The server then chooses the type, so only an answer of the declared type can be compared.
        yield return ("with Accept: */*", plain with { Accept = "*/*" }, false);
        if (sample.Accept is not null)
            yield return ("with no Accept", plain with { Accept = null }, false);
        if (MediaType.Of(sample.ContentType).IsText && !sample.ContentType.Contains(';', StringComparison.Ordinal))
            yield return ("with ; charset=utf-8", plain with { ContentType = sample.ContentType + "; charset=utf-8" }, true);
    }

    private static void Judge(Tally tally, SampleRequest sample, string how, Reply reply, bool exact)
    {
        if (!reply.IsOk)
            tally.Fail($"{sample.Name} {how} gave {reply}", Fix(how));
        else if (string.IsNullOrWhiteSpace(reply.ContentType))
            tally.Fail($"{sample.Name} {how} was answered without a Content-Type", "Name the type of the answer: SageMaker passes it on.");
        else if ((exact || MediaType.Of(reply.ContentType) == MediaType.Of(sample.Accept)) && ExpectedAnswer.Difference(reply, sample) is { } difference)
            tally.Fail($"{sample.Name} {how}: {difference}", "Mend the predictor, or the expected answer in samples/.");
    }

    private static string Fix(string how) => how switch
    {
        "with ; charset=utf-8" => "Compare media types without their parameters.",
        "with Accept: */*" or "with no Accept" => "Answer in a type of your choice when Accept is missing or */*.",
        "with every header the platform may send" => "Ignore headers you do not know.",
        _ => "Answer the declared samples with 200.",
    };
}
