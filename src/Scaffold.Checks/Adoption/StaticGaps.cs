using Scaffold.Checks.Dockerfiles;
using Scaffold.Checks.Image;
using Scaffold.Core.Parameters;

namespace Scaffold.Checks.Adoption;

/// <summary>Holds the files of a repository to the contract, as <c>verify</c> does before it builds: no engine is asked.</summary>
internal static class StaticGaps
{
    /// <summary>Checks of the image that files tell something of before there is one.</summary>
    private static readonly Dictionary<string, Func<Subject, CancellationToken, Task<Finding>>?> OfImages = new()
    {
        ["C-12"] = null,
        ["C-13"] = null,
        ["C-15"] = JudgeToolkitAsync,
        ["C-27"] = PythonIsUnbuffered.JudgeRepositoryAsync,
    };

    /// <summary>By check, in the order of their IDs.</summary>
    public static async Task<IReadOnlyDictionary<CheckInfo, Finding>> FindAsync(string folder, Answers answers, CancellationToken ct)
    {
        Dictionary<CheckInfo, Finding> findings = [];
        await using NoEngine engine = new();
        foreach (var (stage, uses) in Targets(answers))
        {
            await using Subject subject = new(engine, Samples.None, folder) { Directory = folder, Target = stage, Profiles = uses };
            foreach (var check in AllChecks.InOrder.Where(check => (check.Info.Phase is Phase.Static || OfImages.ContainsKey(check.Info.Id)) && (check.Info.Profiles & uses) != 0))
            {
                var finding = await (OfImages.GetValueOrDefault(check.Info.Id)?.Invoke(subject, ct) ?? check.RunAsync(subject, ct));
                if (!findings.TryGetValue(check.Info, out var other) || Weight(finding) > Weight(other))
                    findings[check.Info] = finding;
            }
        }
        return findings;
    }

    private static IEnumerable<(string? Stage, Profile Uses)> Targets(Answers answers) => answers["role"] switch
    {
        "separate" => [("training", Profile.Train), ("inference", Profile.Serve)],
        "training" => [(null, Profile.Train)],
        "inference" => [(null, Profile.Serve)],
        _ => [(null, Profile.Default)],
    };

    private static async Task<Finding> JudgeToolkitAsync(Subject subject, CancellationToken ct)
    {
        var files = AdoptedFiles.Read(subject.Directory!);
        return ToolkitCode.Installed(files) is null || files.Dockerfile is not { FinalStage: not null } file || (await EntryPrograms.OfAsync(subject, ct)).Any(program => ImagePath.Name(program.Word) is "train")
            ? Finding.Pass("The training toolkit is not what train runs.")
            : ToolkitIsSetUp.JudgeDockerfile(file with { Target = subject.Target });
    }

    private static int Weight(Finding finding) => finding.Outcome switch { Outcome.Fail => 3, Outcome.Warn => 2, Outcome.Pass => 1, _ => 0 };
}
