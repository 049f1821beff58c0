using System.Text;
using Scaffold.Checks.Training;
using Scaffold.Engine;

namespace Scaffold.Checks.Processing;

/// <summary>A processing job on broken inputs exits non-zero, and the message it leaves can be read.</summary>
internal sealed class BrokenInputFailsTheJob : ICheck
{
    private const int Shown = 1024;
    private const string Remedy = "On a fault print its cause, write it to /opt/ml/output/message (UTF-8, the first 1024 bytes are shown) if you like, then exit non-zero.";

    public CheckInfo Info { get; } = new("C-92", "Processing broken input fails and says so", Phase.Train, Profile.Processing, ["PRC-05", "PRC-06"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Runs the declared job with every input file replaced by 512 random bytes, and again with empty input folders. The first must exit non-zero; when
            the second exits 0 this warns, because a job may have nothing to do. If `/opt/ml/output/message` exists it must be UTF-8, and its first 1024 bytes
            must say more than that something failed. A job that prints nothing and leaves no message fails. Without declared inputs there is nothing to
            break.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var plan = ProcessingPlan.For(subject.Samples);
        if (plan.Inputs.Values.All(files => files.Count == 0))
            throw new PrerequisiteException(null, "no input with files is declared, so there is nothing to break", "Declare it: \"processing\": {\"inputs\": {\"NAME\": \"FOLDER\"}} in samples/verify.json.");
        await subject.Processing.PassingBaselineAsync(ct);

        Tally tally = new();
        var corrupt = await subject.Processing.RunAsync(plan with { Inputs = plan.Inputs.ToDictionary(input => input.Key, input => Corrupt(input.Value)) }, ct);
        tally.RepeatCommand = corrupt.RepeatCommand;
        Judge(tally, "corrupt", corrupt, Outcome.Fail);
        var empty = await subject.Processing.RunAsync(plan with { Inputs = plan.Inputs.ToDictionary(input => input.Key, _ => (IReadOnlyList<FolderFile>)[]) }, ct);
        Judge(tally, "empty", empty, Outcome.Warn);
        return tally.ToFinding("Corrupt input and empty input each end the job with a non-zero exit code and its cause.");
    }

    private static void Judge(Tally tally, string kind, ProcessingOutcome outcome, Outcome onSuccess)
    {
        var evidence = outcome.Evidence(10).Prepend($"With {kind} input:");
        if (outcome.Exit is null)
            tally.Fail($"With {kind} input the job did not end", Remedy, evidence);
        else if (outcome.Succeeded)
            tally.Add(onSuccess, $"With {kind} input the job exited 0", Remedy);
        else if (outcome.Message is { } message && Fault(message) is { } fault)
            tally.Fail($"With {kind} input the job ended with {ExitWords.Of(outcome.Exit)}, but {fault}", Remedy, evidence);
        else if (outcome.Message is null && outcome.Log.Count == 0)
            tally.Fail($"With {kind} input the job ended with {ExitWords.Of(outcome.Exit)} and without a word", Remedy, evidence);
    }

    private static string? Fault(ReadOnlyMemory<byte> message)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(message.Span);
        }
        catch (DecoderFallbackException)
        {
            return "/opt/ml/output/message is not UTF-8";
        }
        var shown = Encoding.UTF8.GetString(message.Span[..Math.Min(message.Length, Shown)]);
        return FailureText.MeaningfulLines(shown).Count == 0 ? $"the first {Shown} bytes of /opt/ml/output/message name no cause" : null;
    }

    private static IReadOnlyList<FolderFile> Corrupt(IReadOnlyList<FolderFile> files)
    {
        var garbage = new byte[512];
        new Random(1).NextBytes(garbage);
        return [.. files.Select(file => new FolderFile(file.Path, garbage, garbage.Length))];
    }
}
