using Scaffold.Engine;

namespace Scaffold.Checks.Verification.Reuse;

/// <summary>What one verification takes from earlier ones, and leaves to later ones. Without a cache, or on an engine without images: nothing.</summary>
internal sealed class ReusedEvidence(EvidenceCache? cache)
{
    private IReadOnlyDictionary<string, CheckResult> _earlier = new Dictionary<string, CheckResult>();
    private string? _key;

    /// <summary>Looks for evidence, once the images are there and it is known what they are for.</summary>
    public async Task FindAsync(IReadOnlyList<Subject> subjects, IReadOnlyList<ICheck> checks, CancellationToken ct)
    {
        if (cache is null || subjects.Any(subject => subject.Image is null || !subject.Engine.Can.Images))
            return;
        List<(Profile, ImageConfig)> images = [];
        foreach (var subject in subjects)
            images.Add((subject.Profiles, await subject.ConfigAsync(ct)));
        _key = EvidenceKey.Of(subjects[0].Engine.Name, subjects[0].Samples, subjects[0].Limits, images);
        _earlier = await cache.ReadAsync(_key, [.. checks.Select(check => check.Info)], ct);
    }

    /// <summary>What was found of a check that starts containers; null when it must run. The others take no time, and read the repository too.</summary>
    public CheckResult? Of(ICheck check) => check.Info.Phase >= Phase.Train ? _earlier.GetValueOrDefault(check.Info.Id) : null;

    public async Task KeepAsync(VerifyResult result, CancellationToken ct)
    {
        if (_key is not null)
            await cache!.WriteAsync(_key, result, _earlier, ct);
    }
}
