using Scaffold.Checks.Image;
using Scaffold.Engine;

namespace Scaffold.Checks.Processing;

/// <summary>The arguments of a processing job make a difference, and its entrypoint can be replaced.</summary>
internal sealed class ArgumentsReachTheProgram : ICheck
{
    private const int Code = 3;

    public CheckInfo Info { get; } = new("C-91", "Arguments of a processing job reach the program", Phase.Train, Profile.Processing, ["PRC-01", "PRC-02"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Two things can be seen from outside. First, whether the declared arguments make a difference: the job is run once more without them, and when its
            exit code and every output are the same as with them, byte for byte, this warns: the arguments were lost on the way, or they are what the program
            does anyway. Arguments that end in exit code 126 or 127 have replaced a CMD that named the program: that fails. Where none are declared this
            part is left out.

            Second, whether another entrypoint works: `/bin/sh -c 'exit 3'` must end with 3. It is left out for an image without a shell.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var plan = ProcessingPlan.For(subject.Samples);
        Tally tally = new();
        List<string> seen =
        [
            plan.Arguments is { Count: > 0 } ? await ArgumentsAsync(tally, subject, plan, ct) : "no arguments are declared",
            await EntrypointAsync(tally, subject, plan, ct),
        ];
        return tally.ToFinding($"Of the ways to start it: {string.Join("; ", seen)}.");
    }

    private static async Task<string> ArgumentsAsync(Tally tally, Subject subject, ProcessingPlan plan, CancellationToken ct)
    {
        var with = await subject.Processing.BaselineAsync(ct);
        tally.RepeatCommand = with.RepeatCommand;
        if (with.Exit is { Code: 126 or 127 })
        {
            tally.Fail($"With the declared arguments the job ended with {ExitWords.Of(with.Exit)}", "Arguments replace the image's CMD: name the program in ENTRYPOINT.", with.Evidence());
            return "";
        }
        await subject.Processing.PassingBaselineAsync(ct);
        var without = await subject.Processing.RunAsync(plan with { Arguments = null }, ct);
        if (without.Exit?.Code == with.Exit?.Code && Same(with.Outputs, without.Outputs))
        {
            tally.Warn($"The job does the same with `{string.Join(' ', plan.Arguments!)}` and without", "Pass \"$@\" on in entry scripts; or declare arguments that change an output.");
            return "";
        }
        return $"without its arguments the job comes to {(without.Succeeded ? "other outputs" : ExitWords.Of(without.Exit))}";
    }

    private static async Task<string> EntrypointAsync(Tally tally, Subject subject, ProcessingPlan plan, CancellationToken ct)
    {
        ImagePrograms programs = new(await subject.ConfigAsync(ct), await subject.FilesAsync(ct));
        if (await programs.FindAsync("/bin/sh", ct) is null)
            return "it has no shell to be started with another entrypoint";
        var outcome = await subject.Processing.RunAsync(plan with { Entrypoint = ["/bin/sh", "-c"], Arguments = [$"exit {Code}"] }, ct);
        if (outcome.Exit?.Code != Code)
            tally.Fail($"Started with the entrypoint `/bin/sh -c` and the argument `exit {Code}` it came to {ExitWords.Of(outcome.Exit)}", "Mend the image's shell: ContainerEntrypoint replaces ENTRYPOINT.", outcome.Evidence());
        return "another entrypoint works";
    }

    private static bool Same(IReadOnlyDictionary<string, IReadOnlyList<FolderFile>> one, IReadOnlyDictionary<string, IReadOnlyList<FolderFile>> two) =>
        one.All(output => output.Value.Count == two[output.Key].Count && output.Value.Zip(two[output.Key]).All(pair => Same(pair.First, pair.Second)));

    private static bool Same(FolderFile one, FolderFile two) =>
        one.Path == two.Path && one.Size == two.Size && (one.Content, two.Content) switch
        {
            ({ } first, { } second) => first.Span.SequenceEqual(second.Span),
            _ => one.Content is null && two.Content is null,
        };
}
