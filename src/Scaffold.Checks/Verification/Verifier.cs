using System.Diagnostics;
using Scaffold.Checks.Budgets;
using Scaffold.Checks.Verification.Reuse;
using Scaffold.Core.Problems;
using Scaffold.Engine;

namespace Scaffold.Checks.Verification;

/// <summary>Builds the image and holds it to the contract: checks run side by side, what they share is made once.</summary>
public sealed class Verifier(IEngine engine, IReadOnlyList<ICheck> checks)
{
    /// <summary>The build, reported beside the checks.</summary>
    public static CheckInfo BuildInfo { get; } = new("build", "The repository builds", Phase.Image, Profile.All, []);

    public async Task<VerifyResult> RunAsync(VerifyRequest request, IProgress<VerifyEvent> progress, CancellationToken ct)
    {
        var (began, clock) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        var samples = await request.Arguments.AddToAsync(request.SamplesPath is { } path ? await SamplesFile.ReadAsync(path, ct) : Samples.None, ct);
        var declared = request.Profiles ?? samples.Profiles;
        var shape = RepositoryShape.Of(request.Directory, declared is { } uses ? ProfileNames.Complete(uses) : null);
        var selected = CheckSelection.Of([.. checks, .. BudgetChecks.For(samples.Budget)], shape.Judged, request);
        if (request.Image is { } image && await engine.InspectAsync(image, ct) is null)
            throw new UserErrorException(new("SM202", $"The engine has no image {image}.", "--image", "Build or pull it first, or check its name.", ExitCode.Usage));

        await using Disposables owned = new();
        RunBook runs = new(clock);
        List<Subject> subjects = [];
        foreach (var (stage, use) in shape.Targets)
        {
            subjects.Add(owned.Add(new Subject(engine, samples, request.Image ?? request.Directory ?? "")
            {
                Directory = request.Directory,
                Image = request.Image,
                Target = stage,
                Profiles = use,
                Trainer = subjects.Count > 0 ? subjects[0] : null!,
                Limits = request.Limits,
                Runs = runs,
            }));
        }
        ReusedEvidence reused = new(request.Evidence);
        var results = await RunAsync(subjects, selected, request, shape, progress, clock, reused, ct);
        VerifyResult result = new(subjects[0].Name, engine.Name, results, Timings(results, clock.Elapsed))
        {
            Began = began,
            Profiles = subjects.Aggregate(Profile.None, (all, subject) => all | subject.Profiles),
            Images = await ImagesAsync(subjects, ct),
            Runs = runs.Spans,
        };
        await reused.KeepAsync(result, ct);
        return result;
    }

    // Checks of the files alone run while the image is built.
    private static async Task<IReadOnlyList<CheckResult>> RunAsync(
        IReadOnlyList<Subject> subjects, IReadOnlyList<ICheck> selected, VerifyRequest request, RepositoryShape shape, IProgress<VerifyEvent> progress, Stopwatch clock,
        ReusedEvidence reused, CancellationToken ct)
    {
        var builds = request.Image is null && selected.Any(NeedsImage);
        progress.Report(new VerifyEvent.Started(selected.Count + (builds ? 1 : 0)));
        using var run = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Bench bench = new(subjects, [.. selected.Select(check => check.Info.Id)], progress, clock, run);

        List<Task<CheckResult>> early = [.. selected.Where(check => !NeedsImage(check)).Select(bench.RunAsync)];
        if (builds)
            early.Add(bench.BuildAsync(subject => BuildOf(subject, request)));
        var first = await Task.WhenAll(early);
        foreach (var subject in shape.IsDeclared ? [] : subjects)
            await ImageUses.AskAsync(subject, shape.Known, ct);
        await reused.FindAsync(subjects, selected, ct);
        // What measures under load of its own has the machine to itself.
        var rest = await Task.WhenAll(selected.Where(check => NeedsImage(check) && !check.Info.MustBeJudged).Select(ResultAsync));
        var last = await Task.WhenAll(selected.Where(check => check.Info.MustBeJudged).Select(ResultAsync));

        List<CheckInfo> order = [BuildInfo, .. selected.Select(check => check.Info)];
        return [.. first.Concat(rest).Concat(last).OrderBy(result => order.IndexOf(result.Info))];

        Task<CheckResult> ResultAsync(ICheck check) => reused.Of(check) is { } earlier ? Task.FromResult(bench.Take(earlier)) : bench.RunAsync(check);
    }

    private static async Task<IReadOnlyList<VerifiedImage>> ImagesAsync(IReadOnlyList<Subject> subjects, CancellationToken ct)
    {
        List<VerifiedImage> images = [];
        foreach (var subject in subjects.Where(subject => subject.Image is not null && subject.Engine.Can.Images))
        {
            var config = await subject.ConfigAsync(ct);
            images.Add(new(subject.Target, config.Id, config.Size, await subject.Engine.HistoryAsync(subject.Image!, ct)));
        }
        return images;
    }

    private static BuildRequest BuildOf(Subject subject, VerifyRequest request) =>
        new(subject.Directory!, subject.Target is { } stage && request.Tag is { } tag ? $"{tag}-{stage}" : request.Tag, request.Platform)
        {
            Target = subject.Target,
            Builder = request.Builder,
        };

    private static bool NeedsImage(ICheck check) => (check.Info.Needs & (Needs.Image | Needs.Containers)) != 0;

    private static Dictionary<string, double> Timings(IReadOnlyList<CheckResult> results, TimeSpan total)
    {
        Dictionary<string, double> timings = [];
        if (results is [{ Took: var build } first, ..] && first.Info == BuildInfo)
            timings["build"] = Seconds(build);
        foreach (var phase in results.Where(result => result.Info != BuildInfo).GroupBy(result => result.Info.Phase).OrderBy(phase => phase.Key))
            timings[phase.Key.ToString().ToLowerInvariant()] = Seconds(TimeSpan.FromTicks(phase.Sum(result => result.Took.Ticks)));
        timings["total"] = Seconds(total);
        return timings;
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
