using Scaffold.Checks.Dockerfiles;
using Scaffold.Checks.Static;

namespace Scaffold.Checks.Image;

/// <summary>The words <c>train</c> and <c>serve</c>, or the first word of ENTRYPOINT, name a file of the image.</summary>
internal sealed class EntryIsFound : ICheck
{
    public CheckInfo Info { get; } = new("C-11", "What starts the image is found on its PATH", Phase.Image, Profile.Default, ["TRN-02", "INF-02"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Looks `train` and `serve` up on the image's PATH as the engine would, each if the image is for it. With an ENTRYPOINT its first
            word is looked up in their place, and the program that `env` would start.

            - Fails: one of them is not in the image.
            - An ENTRYPOINT in shell form that comes from a base image, and that C-01 could not see before the build, counts here.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (!EntryPrograms.ShowsImage(subject))
            return Finding.Skip("This engine shows no files of images.", "Run with a Docker engine.");
        var config = await subject.ConfigAsync(ct);
        ImagePrograms image = new(config, await subject.FilesAsync(ct));
        Tally tally = new();
        tally.Measured["path"] = string.Join(':', image.SearchPath);
        var programs = await EntryPrograms.OfAsync(subject, ct);
        foreach (var program in programs)
            tally.Measured[program.Word] = program.Path;

        foreach (var missing in programs.Where(program => program.Path is null))
        {
            tally.Fail(
                config.Entrypoint.Count == 0
                    ? $"docker run IMAGE {missing.Word} finds no program: there is no {missing.Word} in {string.Join(':', image.SearchPath)}, and no ENTRYPOINT."
                    : $"ENTRYPOINT names {missing.Word}, which is not in the image (PATH {string.Join(':', image.SearchPath)}, WORKDIR {config.WorkingDirectory}).",
                config.Entrypoint.Count == 0
                    ? $"COPY --chmod=755 container/{missing.Word} /opt/program/ and ENV PATH=/opt/program:$PATH."
                    : "Name a program that is in the image by its absolute path, or take ENTRYPOINT out.");
        }
        await JudgeInheritedAsync(subject, tally, ct);
        return tally.ToFinding($"Found: {string.Join(", ", programs.Select(program => program.Name))}.");
    }

    /// <summary>C-01 reads the Dockerfile before there is an image: what an unknown base sets shows here for the first time.</summary>
    private static async Task JudgeInheritedAsync(Subject subject, Tally tally, CancellationToken ct)
    {
        var stage = (await Dockerfile.OfAsync(subject, ct))?.FinalStage;
        if (stage is null || stage.Last("ENTRYPOINT") is not null || await LaunchFacts.BaseAsync(subject.Engine, stage, ct) is not null)
            return;
        var start = StartCommand.FromConfig("ENTRYPOINT", (await subject.ConfigAsync(ct)).Entrypoint);
        if (start is not null && EntrypointIsExecForm.JudgeEntrypoint(start) is { } shell)
            tally.Add(shell.Outcome, $"The base image sets it: {shell.Message}", "Write ENTRYPOINT [] into the Dockerfile, so that train and serve are found on PATH.");
    }
}
