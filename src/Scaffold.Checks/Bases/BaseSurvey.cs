using System.Collections.Concurrent;
using Scaffold.Core.Catalog.Images;
using Scaffold.Engine.Registry;

namespace Scaffold.Checks.Bases;

/// <summary>Holds the bases of Dockerfiles to what their tags name now; each image is asked for once, a few at a time.</summary>
/// <param name="today">Past the end of patching or not.</param>
public sealed class BaseSurvey(ITags tags, DateOnly today) : IDisposable
{
    private const int AtATime = 8;

    private readonly ConcurrentDictionary<ImageReference, Lazy<Task<TagAnswer>>> _answers = new();
    private readonly ConcurrentDictionary<(ImageReference, string), Lazy<Task<ImageFacts?>>> _facts = new();
    private readonly SemaphoreSlim _gate = new(AtATime);

    /// <param name="describe">Ask for size and age as well.</param>
    public async Task<IReadOnlyList<BaseReport>> RunAsync(string file, IEnumerable<BaseLine> lines, bool describe, CancellationToken ct) =>
        await Task.WhenAll(lines.Select(line => ReportAsync(file, line, describe, ct)));

    public void Dispose() => _gate.Dispose();

    private async Task<BaseReport> ReportAsync(string file, BaseLine line, bool describe, CancellationToken ct)
    {
        if (line.Image is not { } image)
            return new(file, line, BaseState.Unknown, null) { Reason = line.WhyNot, Fix = "Give the ARG a default value." };
        var end = ImageCatalog.EndOfPatching(image.Host, image.Repository, image.Tag ?? "");
        BaseReport report = new(file, line, BaseState.Unreachable, null) { EndOfPatching = end, IsPastEnd = end < today };
        switch (await _answers.GetOrAdd(image.Tag is null ? image : image with { Digest = null }, asked => new(() => GatedAsync(() => tags.FindAsync(asked, ct), ct))).Value)
        {
            case TagAnswer.Gone gone:
                return report with { State = BaseState.Gone, Reason = gone.Reason, Fix = "Choose another tag." };
            case TagAnswer.Unreachable unreachable:
                return report with { Reason = unreachable.Reason, Fix = unreachable.Fix };
            case TagAnswer.Found found:
                return report with
                {
                    State = image.Digest is null ? BaseState.Unpinned : image.Digest == found.Digest ? BaseState.Current : BaseState.Moved,
                    Digest = found.Digest,
                    Now = describe ? await FactsAsync(image, found.Digest, ct) : null,
                    Then = describe && image.Digest is { } digest ? await FactsAsync(image, digest, ct) : null,
                };
            default:
                throw new InvalidOperationException("There is no other answer.");
        }
    }

    private Task<ImageFacts?> FactsAsync(ImageReference image, string digest, CancellationToken ct) =>
        _facts.GetOrAdd((image with { Tag = null, Digest = null }, digest), key => new(() => GatedAsync(() => tags.DescribeAsync(key.Item1, digest, ct), ct))).Value;

    private async Task<T> GatedAsync<T>(Func<Task<T>> ask, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            return await ask();
        }
        finally
        {
            _gate.Release();
        }
    }
}
