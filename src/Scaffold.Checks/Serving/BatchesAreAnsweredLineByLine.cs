using System.Text;
using Scaffold.Engine;

namespace Scaffold.Checks.Serving;

/// <summary>Batch transform gets usable parameters, and one line of answer for each line it sends.</summary>
internal sealed class BatchesAreAnsweredLineByLine : ICheck
{
    private const int MostRecords = 50;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(10);

    public CheckInfo Info { get; } = new("C-75", "Batch transform gets one line of answer per line, in order", Phase.Serve, Profile.Batch, ["BAT-02", "BAT-03", "BAT-04", "BAT-05", "BAT-07"])
    {
        Needs = Needs.Image | Needs.Requests,
        Details = """
            Starts the server with `SAGEMAKER_BATCH=true`, and again with `True`, as local mode writes it, and every variable that a transform job
            can set. Asks for `/execution-parameters`. Then sends the records of each sample that is CSV or JSON lines: in order, in reverse,
            without the last line end, and with CR LF.

            - Fails: no 200 of `/ping` within four times the usual time, 10 s at least; `/execution-parameters` is neither 404 nor, within 2 s, 200
              with JSON whose values are in range and whose product is at most 100 MB; not as many lines of answer as records; not in their
              order; lines that end in CR LF after records that end in LF.
            - Warns: records that end in CR LF are not answered line by line.
            - A header line of the sample is left out: split by lines, batch transform would send it once. Without such a sample only the
              parameters are judged.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        Tally tally = new();
        var wait = await subject.Servers.PatienceAsync(4, ShortestWait, ct);
        var samples = subject.Samples.Requests.Where(sample => SampleBodies.Records(sample) is { Count: > 0 }).ToList();
        foreach (var value in (string[])["true", "True"])
        {
            await using var server = await subject.Servers.StartAsync(request => Batch(request, value), ct);
            tally.RepeatCommand = server.Run.RepeatCommand;
            if (await server.WaitAsync(wait, ct) is not Readiness.Ready)
            {
                tally.Fail($"With SAGEMAKER_BATCH={value} /ping gave no 200 within {server.Readiness.After.TotalSeconds:0} s, without it does", "Start for batch transform as for requests; compare SAGEMAKER_BATCH without regard to case.", server.Run.Log.TailText(20));
                continue;
            }
            if (ExecutionParameters.Fault(await server.Probe.GetAsync("/execution-parameters", subject.Limits.Ping, ct)) is { } fault)
                tally.Fail($"With SAGEMAKER_BATCH={value} /execution-parameters {fault}", "Answer 404, or 200 with MaxConcurrentTransforms, BatchStrategy and MaxPayloadInMB (BAT-03); give the proxy a route for it.");
            foreach (var sample in samples)
                await LinesAsync(tally, server, sample, ct);
        }
        return tally.ToFinding(samples.Count > 0
            ? $"/execution-parameters is usable, and {string.Join(", ", samples.Select(sample => sample.Name))} came back line by line, in order."
            : "/execution-parameters is usable; no CSV or JSON lines are declared, so no lines were compared.");
    }

    private static RunRequest Batch(RunRequest request, string value) => request with
    {
        Environment = new Dictionary<string, string>(request.Environment)
        {
            ["SAGEMAKER_BATCH"] = value,
            ["SAGEMAKER_BATCH_STRATEGY"] = "MULTI_RECORD",
            ["SAGEMAKER_MAX_PAYLOAD_IN_MB"] = "6",
            ["SAGEMAKER_MAX_CONCURRENT_TRANSFORMS"] = "1",
        },
    };

    private static async Task LinesAsync(Tally tally, Server server, SampleRequest sample, CancellationToken ct)
    {
        IReadOnlyList<string> records = [.. SampleBodies.Records(sample)!.Take(MostRecords)];
        if (await AnswerAsync(records, "\n", last: true) is not { } answer)
            return;
        var reverse = await AnswerAsync([.. records.Reverse()], "\n", last: true);
        if (reverse is not null && !new Likeness(sample.Tolerance).OfText(string.Join('\n', reverse.Reverse()), string.Join('\n', answer)))
            tally.Fail($"The records of {sample.Name} in reverse are not answered in reverse: the answers are not in the order of the records", "Answer the records in their order.");
        await AnswerAsync(records, "\n", last: false);
        await AnswerAsync(records, "\r\n", last: true);

        async Task<IReadOnlyList<string>?> AnswerAsync(IReadOnlyList<string> lines, string end, bool last)
        {
            var how = end == "\n" ? last ? "" : ", the last without a line end," : ", each with CR LF,";
            var reply = await server.InvokeAsync(new Invocation(Encoding.UTF8.GetBytes(string.Join(end, lines) + (last ? end : "")), sample.ContentType) { Accept = sample.Accept }, ct);
            var grade = end == "\n" ? Outcome.Fail : Outcome.Warn;
            if (!reply.IsOk)
            {
                tally.Add(grade, $"{lines.Count} records of {sample.Name}{how} came to {reply}", "Take as many records as a request holds.");
                return null;
            }
            var text = reply.Text;
            var answers = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
            if (answers.Length != lines.Count)
            {
                tally.Add(grade, $"{lines.Count} records of {sample.Name}{how} came to {answers.Length} line{(answers.Length == 1 ? "" : "s")}: {reply}", "Answer each record with a line of its own, not all with one JSON array: batch transform puts lines together with lines.");
                return null;
            }
            if (end == "\n" && answers.Any(line => line.EndsWith('\r')))
                tally.Fail($"Records of {sample.Name} that end in LF came to lines that end in CR LF", "End the lines of the answer as those of the request end.");
            return answers;
        }
    }
}
