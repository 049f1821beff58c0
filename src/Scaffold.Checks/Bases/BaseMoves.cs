using Scaffold.Core.Regeneration;
using Scaffold.Engine.Registry;

namespace Scaffold.Checks.Bases;

/// <summary>Moves the digests of Dockerfiles to what their tags name now; each image is asked for once, however many repositories are FROM it.</summary>
public sealed class BaseMoves(ITags tags, DateOnly today) : IDisposable
{
    private readonly BaseSurvey _survey = new(tags, today);

    /// <summary>The update with the bases moved, and what became known of each. A Dockerfile that is not pinned is left alone; in one that is, a base without a digest gets its.</summary>
    public async Task<(RepositoryUpdate Update, IReadOnlyList<BaseReport> Bases)> MoveAsync(RepositoryUpdate update, CancellationToken ct)
    {
        if (update.After(BaseFile.Name) is not { } content)
            return (update, []);
        var lines = BaseLines.Read(content.ToArray());
        if (!lines.All.Any(line => line.Image?.Digest is not null))
            return (update, []);
        var record = PinRecord.Read(update.Folder);
        List<BaseReport> reports = [.. (await _survey.RunAsync(Path.Combine(update.Folder, BaseFile.Name), lines.All, describe: true, ct)).Select(record.Complete)];
        var moved = lines.With(reports.Where(report => report.CanBePinned).ToDictionary(report => report.Line, report => report.Digest!));
        if (content.Span.SequenceEqual(moved))
            return (update, reports);
        var count = reports.Where(report => report.CanBePinned).DistinctBy(report => report.Line.Name).Count();
        return (update.With(BaseFile.Name, moved, $"{count} base {(count == 1 ? "image" : "images")} moved", record.After(BaseLines.Read(moved), reports, today)), reports);
    }

    public void Dispose() => _survey.Dispose();
}
