using System.Diagnostics;
using System.Text.RegularExpressions;
using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>A long training run that was killed once there was a checkpoint.</summary>
/// <param name="Folder">Its /opt/ml/checkpoints, for whoever starts it again; the caller disposes it.</param>
/// <param name="Checkpoints">The files in it.</param>
/// <param name="IsWhole">A checkpoint was seen to be finished.</param>
internal sealed partial record KilledRun(TrainingOutcome Outcome, IFolder Folder, IReadOnlyList<FolderFile> Checkpoints, bool IsWhole)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250), Quiet = TimeSpan.FromSeconds(1), Busy = TimeSpan.FromSeconds(15);

    public static async Task<KilledRun> MakeAsync(Subject subject, TrainingInputs inputs, CancellationToken ct)
    {
        var folder = await subject.Engine.CreateFolderAsync(subject.Image!, [], ct);
        try
        {
            await using var job = await subject.Training.StartAsync(inputs with { Checkpoints = folder }, ct);
            var whole = await CheckpointAsync(job.Run, folder, await subject.Training.PatienceAsync(ct), ct);
            if (whole is null)
                throw new PrerequisiteException(null, "training writes no checkpoint in the long run", "Write one now and then to /opt/ml/checkpoints: a spot instance may go at any time.");
            if (job.Run.HasExited)
                throw new PrerequisiteException(null, "training ended before it could be killed", "Make longHyperparameters in samples/verify.json longer.");
            var outcome = await job.KillAsync(ct);
            return new(outcome, folder, await folder.ReadAsync(subject.Limits.ModelFile, ct), whole.Value);
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>The checkpoints with the newest file cut to half its size; null when a file is too large to be copied, or none can be cut.</summary>
    public (string Name, IReadOnlyList<FolderFile> Files)? Halved()
    {
        var newest = Checkpoints.Where(file => file.Size > 1 && !Temporary().IsMatch(file.Path)).OrderBy(file => file.Modified).ThenBy(file => Digits().Replace(file.Path, number => number.Value.PadLeft(20, '0')), StringComparer.Ordinal).LastOrDefault();
        if (newest is null || Checkpoints.Any(file => file is { LinkTarget: null, Content: null }))
            return null;
        var half = newest.Content!.Value[..(int)(newest.Size / 2)];
        return (newest.Path, [.. Checkpoints.Select(file => file.Path == newest.Path ? file with { Content = half, Size = half.Length } : file)]);
    }

    // Seen from outside a checkpoint is finished when nothing changes for a while, or when the next one has taken its place.
    // False: it went on growing. Null: there was none.
    private static async Task<bool?> CheckpointAsync(IRun run, IFolder folder, TimeSpan patience, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        TimeSpan? first = null;
        Dictionary<string, FolderFile> before = [];
        for (var changed = TimeSpan.Zero; !run.HasExited;)
        {
            var asked = clock.Elapsed;
            var now = (await folder.ReadAsync(0, ct)).Where(file => file.Size > 0).ToDictionary(file => file.Path);
            if (before.Values.Any(old => !now.TryGetValue(old.Path, out var file) || (file.Size == old.Size && file.Modified != old.Modified)))
                return true;
            if (now.Count != before.Count || now.Values.Any(file => before[file.Path] != file))
                changed = clock.Elapsed;
            first ??= now.Count > 0 ? clock.Elapsed : null;
            if (first is not null && clock.Elapsed - changed > Quiet)
                return true;
            if (first is { } since ? clock.Elapsed - since > Busy : clock.Elapsed > patience)
                return first is null ? null : false;
            before = now;
            var cost = 3 * (clock.Elapsed - asked);
            await Task.Delay(cost > Poll ? cost : Poll, ct);
        }
        return first is null ? null : true;
    }

    [GeneratedRegex(@"(^|[./_-])(part|partial|tmp|temp)([./_-]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Temporary();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
