namespace Scaffold.Checks.Serving;

/// <summary>A streamed answer is on its way while it is still being made.</summary>
internal sealed class AnswersComeInParts : ICheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8), TooQuick = TimeSpan.FromMilliseconds(300); // STR-03

    public CheckInfo Info { get; } = new("C-69", "Streamed answers come in parts as they are made", Phase.Serve, Profile.Streaming, ["STR-01", "STR-02"])
    {
        Needs = Needs.Image | Needs.Requests,
        Details = """
            Sends each request that says `"stream": true` in verify.json, or else the first one, and reads the answer from the wire, part by part,
            with the time of each.

            - Fails: no 200 within 8 minutes; no `Transfer-Encoding: chunked`; the first part comes when nine tenths of the time are over; the
              parts together are not the declared answer.
            - Warns: the whole answer came in one part, or within 0.3 s: then it cannot be told from one that was held back.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var server = await subject.Servers.ReadyAsync(ct);
        Tally tally = new() { RepeatCommand = server.Run.RepeatCommand };
        var streaming = subject.Samples.Requests.Where(request => request.Streams).ToList();
        List<string> seen = [];
        foreach (var sample in streaming.Count > 0 ? streaming : [subject.Samples.Requests[0]])
        {
            var answer = await StreamedAnswer.ReadAsync(server.Run.Endpoint!, sample, Longest, ct);
            Judge(tally, sample, answer);
            if (answer.Chunks is [var first, ..])
            {
                seen.Add($"{sample.Name}: {answer.Chunks.Count} parts, the first after {first.At.TotalSeconds:0.00} s, the last after {answer.Chunks[^1].At.TotalSeconds:0.00} s");
                tally.Measured["firstPartSeconds"] = Math.Round(first.At.TotalSeconds, 3);
                tally.Measured["lastPartSeconds"] = Math.Round(answer.Chunks[^1].At.TotalSeconds, 3);
                tally.Measured["parts"] = answer.Chunks.Count;
            }
        }
        return tally.ToFinding($"{string.Join("; ", seen)}.");
    }

    private static void Judge(Tally tally, SampleRequest sample, StreamedAnswer answer)
    {
        if (!answer.Reply.IsOk)
        {
            tally.Fail($"{sample.Name} came to {answer.Reply}", "Answer the declared samples with 200.");
            return;
        }
        if (ExpectedAnswer.Difference(answer.Reply, sample) is { } difference)
            tally.Fail($"{sample.Name}, its parts put together: {difference}", "Mend the predictor, or the expected answer in samples/.");
        if (!answer.IsChunked)
        {
            tally.Fail($"{sample.Name} was answered without Transfer-Encoding: chunked", "Answer in HTTP/1.1 with chunked transfer, without a Content-Length, and flush each part.");
            return;
        }
        if (answer.Chunks.Count == 0)
            tally.Warn($"The answer to {sample.Name} is empty", "Declare a request whose answer has several parts.");
        else if (answer.Ended < TooQuick)
            tally.Warn($"The whole answer to {sample.Name} came within {answer.Ended.TotalMilliseconds:0} ms: too quick to see whether it was held back", "Declare a request whose answer takes longer.");
        else if (answer.Chunks[0].At > 0.9 * answer.Ended)
            tally.Fail($"The first part of the answer to {sample.Name} came after {answer.Chunks[0].At.TotalSeconds:0.00} s, the whole after {answer.Ended.TotalSeconds:0.00} s: it was held back",
                "Flush each part when it is made; turn buffering off in the proxy (nginx: proxy_buffering off) and in the framework.");
        else if (answer.Chunks.Count == 1)
            tally.Warn($"The answer to {sample.Name} came in one part", "Declare a request whose answer has several parts, and flush each of them.");
    }
}
