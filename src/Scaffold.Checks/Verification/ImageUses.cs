using Scaffold.Checks.Image;
using Scaffold.Engine;

namespace Scaffold.Checks.Verification;

/// <summary>Finds out from an image what it is for, where nobody says so.</summary>
internal static class ImageUses
{
    private const string Capability = "com.amazonaws.sagemaker.capabilities.";

    private static readonly IReadOnlyDictionary<string, Profile> Labels = new Dictionary<string, Profile>
    {
        [Capability + "accept-bind-to-port"] = Profile.Pipeline, // PIP-03
        [Capability + "multi-models"] = Profile.MultiModel, // MME-01
        [Capability + "bidirectional-streaming"] = Profile.Bidirectional, // BID-01
    };

    /// <summary>The label that claims a use; null when none does.</summary>
    public static string? LabelOf(Profile profile) => Labels.Where(label => label.Value == profile).Select(label => label.Key).FirstOrDefault();

    /// <summary>The uses that the image's labels claim.</summary>
    public static Profile Claimed(ImageConfig config) =>
        Labels.Where(label => string.Equals(config.Labels.GetValueOrDefault(label.Key), "true", StringComparison.OrdinalIgnoreCase)).Aggregate(Profile.None, (all, label) => all | label.Value);

    /// <summary>Adds what the labels and the samples claim to the uses of a subject, and takes away what it cannot be for.</summary>
    /// <param name="known">Its owner says whether it trains or serves.</param>
    public static async Task AskAsync(Subject subject, bool known, CancellationToken ct)
    {
        if (subject.Image is not null && subject.Engine.Can.Images)
        {
            var config = await subject.ConfigAsync(ct);
            if (!known)
                subject.Profiles = config.Entrypoint.Count == 0 ? await FromPathAsync(subject, config, ct) : FromSamples(subject.Samples);
            if (subject.Profiles.HasFlag(Profile.Serve))
                subject.Profiles |= Claimed(config);
        }
        if (subject.Profiles.HasFlag(Profile.Serve) && subject.Samples.Requests.Any(request => request.Streams))
            subject.Profiles |= Profile.Streaming;
    }

    private static async Task<Profile> FromPathAsync(Subject subject, ImageConfig config, CancellationToken ct)
    {
        ImagePrograms programs = new(config, await subject.FilesAsync(ct));
        var found = Profile.None;
        if (await programs.FindAsync("train", ct) is not null)
            found |= Profile.Train;
        if (await programs.FindAsync("serve", ct) is not null)
            found |= Profile.Serve;
        return found == Profile.None ? Profile.Default : found; // C-11 says what is missing
    }

    // An ENTRYPOINT does not tell which words it takes; what was declared tells what it is for.
    private static Profile FromSamples(Samples samples)
    {
        var uses = (samples.Channels is null ? 0 : Profile.Train) | (samples.Requests.Count == 0 && samples.Model is null ? 0 : Profile.Serve);
        return uses == 0 ? Profile.Default : uses;
    }
}
