using System.CommandLine;
using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Scaffold.Checks.Verification.Reuse;
using Scaffold.Cli.Reports;
using Scaffold.Core.Problems;
using Scaffold.Engine;

namespace Scaffold.Cli.Commands;

/// <summary><c>verify</c>: builds the image, runs it as SageMaker does, and gives a verdict.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string?>("path") { Description = "Folder of the repository; with --image, the folder its samples/ are taken from [default: .].", Arity = ArgumentArity.ZeroOrOne };
        var engine = EngineOption();
        var only = Ids("--only", "Run these checks and no others, such as C-40,C-64.");
        var skip = Ids("--skip", "Leave these checks out.");
        ReportOptions reports = new();
        var tag = new Option<string?>("--tag") { Description = "Keep the built image under this name.", HelpName = "name" };
        var image = new Option<string?>("--image") { Description = "Verify an image that the engine has instead of building one.", HelpName = "name" };
        var platform = new Option<string?>("--platform") { Description = "Platform to build for, such as linux/amd64 [default: the engine's own].", HelpName = "platform" };
        var builder = new Option<string?>("--builder") { Description = "Builder that `docker buildx` gives the build to [default: the engine itself].", HelpName = "name" };
        SampleOptions samples = new();
        var reuse = new Option<bool>("--reuse") { Description = "Take over what passed before on an equal image with equal inputs, and keep what passes now." };
        var verbose = new Option<bool>("--verbose") { Description = "Show the build's log, and say more when something breaks." };

        Command command = new("verify", "Build the image, run it as SageMaker does, and hold it to the contract.\n\nExample: sagemaker-container verify my-model --html verdict.html")
        {
            path, engine, only, skip, tag, image, platform, builder, reuse, verbose,
        };
        samples.AddTo(command);
        reports.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var folder = parsed.GetValue(path);
            var named = parsed.GetValue(image);
            var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder ?? "."));
            if (named is null)
                GuardRepository(directory);
            reports.Guard(parsed);
            VerifyRequest request = new()
            {
                Directory = named is null ? directory : null,
                Image = named,
                SamplesPath = samples.SamplesOf(parsed) ?? (named is null || folder is not null ? Path.Combine(directory, "samples") : null),
                Arguments = samples.ArgumentsOf(parsed),
                Profiles = samples.ProfilesOf(parsed),
                Tag = parsed.GetValue(tag),
                Platform = parsed.GetValue(platform),
                Builder = parsed.GetValue(builder),
                Only = Lists.Split(parsed.GetValue(only)),
                Skip = Lists.Split(parsed.GetValue(skip)),
                Evidence = parsed.GetValue(reuse) ? EvidenceCache.OfUser() : null,
            };
            var result = await VerifyAsync(terminal, reports.TakesStdout(parsed) ? terminal.Error : terminal.Out, request, parsed.GetValue(engine), parsed.GetValue(verbose), ct);
            await reports.WriteAsync(parsed, result, terminal.Out, ct);
            return (int)ExitOf(result);
        });
        return command;
    }

    /// <summary>Verifies, with progress, and prints the table to <paramref name="table"/>; <c>new --verify</c> goes on here.</summary>
    public static async Task<VerifyResult> VerifyAsync(
        Terminal terminal, TextWriter table, VerifyRequest request, EngineKind kind, bool verbose, CancellationToken ct)
    {
        var probe = await EngineProbe.RunAsync(ct);
        await using var engine = await probe.CreateAsync(kind, ct);
        Verifier verifier = new(engine, AllChecks.InOrder);
        if (request.Evidence is not null && !engine.Can.Images)
            terminal.Error.WriteLine($"--reuse: the {engine.Name} engine has no images to know again; every check runs.");
        VerifyProgress progress = new(terminal, verbose);
        var result = await progress.WhileAsync(report => verifier.RunAsync(request, report, ct));
        VerifyTable.Write(result, table);
        return result;
    }

    public static ExitCode ExitOf(VerifyResult result) => result.Passed ? ExitCode.Done : ExitCode.ChecksFailed;

    public static Option<EngineKind> EngineOption() => new("--engine")
    {
        Description = "Where to build and run: docker, process (no container, on this host), auto (docker when it answers).",
        DefaultValueFactory = _ => EngineKind.Auto,
        HelpName = "auto|docker|process",
    };

    private static Option<string[]> Ids(string name, string description) =>
        new(name) { Description = description, HelpName = "ids", AllowMultipleArgumentsPerToken = false };

    private static void GuardRepository(string directory)
    {
        if (!File.Exists(Path.Combine(directory, "Dockerfile")))
            throw new UserErrorException(new(
                "SM205", Directory.Exists(directory) ? "There is no Dockerfile in this folder." : "There is no such folder.", directory,
                "Name the folder of a repository, such as one `sagemaker-container new` wrote, or an image with --image.", ExitCode.Usage));
    }
}
