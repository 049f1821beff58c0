using Scaffold.Engine;

namespace Scaffold.Checks.Serving;

/// <summary>Without a model a server serves what it has of its own, or ends and says why.</summary>
internal sealed class MissingModelIsNoRiddle : ICheck
{
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromSeconds(20);

    public CheckInfo Info { get; } = new("C-79", "Without a model it serves none the less, or ends and says why", Phase.Serve, Profile.Serve, ["MOD-03"])
    {
        Needs = Needs.Image,
        Details = """
            Starts the server on an empty /opt/ml/model, and again without that folder, and watches each three times as long as it usually
            needs to become ready, 20 seconds at least.

            - Passes: it becomes healthy and answers the first sample, as an image does that has its model baked in; or it ends with another code
              than 0, and has said something.
            - Fails: it becomes healthy and the sample gets no 200; it ends with 0; it ends without a word.
            - Warns: it neither becomes healthy nor ends in that time; the answer is not the declared one.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        Tally tally = new();
        var watch = await subject.Servers.PatienceAsync(3, ShortestWatch, ct);
        var empty = await subject.Engine.CreateFolderAsync(subject.Image!, [], ct);
        string first, second;
        await using (empty)
            first = await JudgeAsync(tally, subject, empty, "an empty /opt/ml/model", watch, ct);
        second = await JudgeAsync(tally, subject, null, "no /opt/ml/model", watch, ct);
        return tally.ToFinding($"With an empty /opt/ml/model {first}; with none {second}.");
    }

    /// <returns>What was seen, for the message of a pass.</returns>
    private static async Task<string> JudgeAsync(Tally tally, Subject subject, IFolder? model, string what, TimeSpan watch, CancellationToken ct)
    {
        await using var server = await subject.Servers.StartAsync(model, ct);
        tally.RepeatCommand ??= server.Run.RepeatCommand;
        var readiness = await server.WaitAsync(watch, ct);
        var log = server.Run.Log.TailText(20);
        switch (readiness)
        {
            case Readiness.Ready:
                return await AnswerAsync(tally, server, subject.Samples.Requests.Count > 0 ? subject.Samples.Requests[0] : null, what, ct);
            case Readiness.Exited { Exit.Code: 0 }:
                tally.Fail($"With {what} the server exited 0", "Exit non-zero when there is no model.", log);
                break;
            case Readiness.Exited when log.Count == 0:
                tally.Fail($"With {what} the server ended without a word", "Log which file is missing, and where it was looked for.");
                break;
            case Readiness.Exited exited:
                return $"it ended after {exited.After.TotalSeconds:0.0} s with exit code {exited.Exit.Code} and said why";
            case Readiness.Silent silent:
                tally.Warn($"With {what} the server neither became healthy nor ended within {watch.TotalSeconds:0} s; the last /ping came to {silent.Last}", "Exit non-zero with a clear line when there is no model, rather than let the start-up time pass.", log);
                break;
            default:
                throw new InvalidOperationException($"Not a readiness: {readiness}.");
        }
        return "";
    }

    private static async Task<string> AnswerAsync(Tally tally, Server server, SampleRequest? sample, string what, CancellationToken ct)
    {
        if (sample is null)
            return "it became healthy";
        var reply = await server.InvokeAsync(sample, ct);
        if (!reply.IsOk)
            tally.Fail($"With {what} /ping gives 200, and {sample.Name} came to {reply}", "Without a model never say 200 on /ping: exit non-zero with a clear line.", server.Run.Log.TailText(20));
        else if (ExpectedAnswer.Difference(reply, sample) is { } difference)
            tally.Warn($"With {what} it serves, and {sample.Name}: {difference}", "Serve without a model only what is right; else exit non-zero with a clear line.");
        return "it serves what it has of its own";
    }
}
