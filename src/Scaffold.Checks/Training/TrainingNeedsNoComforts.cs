using System.Text.RegularExpressions;

namespace Scaffold.Checks.Training;

/// <summary>Training works with no network, 64 MB of shared memory and read-only channels.</summary>
internal sealed partial class TrainingNeedsNoComforts : ICheck
{
    public CheckInfo Info { get; } = new(
        "C-41", "Training needs no network, no more than 64 MB of shared memory and no writable channel", Phase.Train, Profile.Train, ["TRN-18", "FS-09", "FS-22"])
    {
        Needs = Needs.Image | Needs.Containers | Needs.Channels,
        Details = """
            Judges the normal run of C-40, which has no network, 64 MB of shared memory and read-only channels, and repeats it.

            - Fails: training works only with a network, with more shared memory or with writable channels, each of which is tried alone; it
              works once and not a second time; it fails and its log speaks of the network.
            - Training that fails for another reason is C-40's: then this one is skipped.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var baseline = await subject.Training.BaselineAsync(ct);
        if (baseline.StrictFault is { } fault)
            return await NarrowAsync(subject, fault, ct);
        if (baseline.Outcome.Trained)
        {
            var repeat = await subject.Training.RepeatAsync(ct, mine: true);
            return repeat.Trained
                ? Finding.Pass("Trained twice under SageMaker's conditions.")
                : Failed($"The first run trained, the second ended with {ExitWords.Of(repeat.Exit)}.", "Make training independent of chance and of the machine's load.", repeat);
        }
        return NetworkWords().IsMatch(baseline.Outcome.LogText)
            ? Failed("Training fails and its log speaks of the network, which a training container need not have.", "Put what it downloads into the image, or into a channel.", baseline.Outcome)
            : throw new PrerequisiteException("C-40", "the normal training run does not work");
    }

    private static async Task<Finding> NarrowAsync(Subject subject, TrainingOutcome fault, CancellationToken ct)
    {
        var inputs = TrainingInputs.For(subject.Samples);
        List<string> causes = [], fixes = [];
        foreach (var (conditions, cause, fix) in Comforts)
        {
            if (!(await subject.Training.RunAsync(inputs with { Conditions = conditions }, ct)).Trained)
                continue;
            causes.Add(cause);
            fixes.Add(fix);
        }
        return causes.Count > 0
            ? Failed($"Training works only with {string.Join(" or ", causes)}.", string.Join(" ", fixes), fault)
            : Failed("Training works only with several of a network, writable channels and more shared memory.", string.Join(" ", Comforts.Select(comfort => comfort.Fix)), fault);
    }

    private static readonly (Conditions Conditions, string Cause, string Fix)[] Comforts =
    [
        (new(WritableChannels: true), "writable channels", "Write to /opt/ml/model, /opt/ml/output/data or /tmp, never below /opt/ml/input."),
        (new(LargeSharedMemory: true), "more than 64 MB of /dev/shm", "Use fewer loader processes, or share tensors through files."),
        (new(Network: true), "a network", "Use 127.0.0.1 instead of the host's name, and put what is downloaded into the image or a channel."),
    ];

    private static Finding Failed(string message, string fix, TrainingOutcome outcome) =>
        Finding.Fail(message, fix) with { Evidence = outcome.Evidence(), RepeatCommand = outcome.RepeatCommand };

    [GeneratedRegex(@"name resolution|Name or service not known|getaddrinfo|Network is unreachable|nodename nor servname|Could not resolve host|NewConnectionError|Resource temporarily unavailable \(|Max retries exceeded", RegexOptions.IgnoreCase)]
    internal static partial Regex NetworkWords();
}
