using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Static;

/// <summary>ENTRYPOINT is no init helper: AWS says they mishandle the words <c>train</c> and <c>serve</c>.</summary>
internal sealed class EntrypointIsNoInit : ICheck
{
    public CheckInfo Info { get; } = new("C-02", "ENTRYPOINT is no init helper", Phase.Static, Profile.Default, ["TRN-04", "INF-04"])
    {
        Details = """
            Looks at the first program that ENTRYPOINT starts, inherited or not; `env`, `exec` and assignments before it do not count.

            - Fails: `tini`, `tini-static`, `docker-init`.
            - Warns: `dumb-init`, which is of the same kind, though SageMaker's guide does not name it.
            - A helper that a script behind ENTRYPOINT starts is not seen.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (await LaunchFacts.OfAsync(subject, ct) is not { } facts)
            return Finding.Skip("There is no Dockerfile and no image to look at.");
        if (facts.Entrypoint is not { Program: [var program, ..] } start)
            return Finding.Pass($"No ENTRYPOINT is set.{facts.Unseen}");

        var name = ImagePath.Name(program);
        var seen = $"{start.Where}: {start.Text} starts {name}";
        var started = Behind(start.Program);
        var fix = started.Count == 0
            ? "Take the ENTRYPOINT out; let the program handle SIGTERM and reap its children."
            : $"Write ENTRYPOINT {JsonForm.Write(started)}; let the program handle SIGTERM and reap its children.";
        var finding = name switch
        {
            "tini" or "tini-static" or "docker-init" =>
                Finding.Fail($"{seen}, which SageMaker's guide forbids: it mishandles the words train and serve.", fix),
            "dumb-init" =>
                Finding.Warn($"{seen}, an init helper like tini, which SageMaker's guide forbids.", fix),
            _ => Finding.Pass($"{seen}, no init helper."),
        };
        return finding with
        {
            Measured = new() { ["program"] = program },
            Places = finding.Outcome is not Outcome.Pass && start.Place is { } place ? [place] : [],
        };
    }

    /// <summary>What the helper would start: the words after <c>--</c>, or after its options.</summary>
    private static List<string> Behind(IReadOnlyList<string> words)
    {
        var dashes = words.ToList().IndexOf("--");
        return [.. dashes > 0 ? words.Skip(dashes + 1) : words.Skip(1).SkipWhile(word => word.StartsWith('-'))];
    }
}
