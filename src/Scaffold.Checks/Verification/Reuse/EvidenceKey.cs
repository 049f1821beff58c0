using Scaffold.Engine;

namespace Scaffold.Checks.Verification.Reuse;

/// <summary>Everything that the outcome of a check may depend on, as one name: what has the same is not judged again.</summary>
internal static class EvidenceKey
{
    /// <summary>The tool's own code: its version stays the same while it is being worked on.</summary>
    private static readonly string Code = typeof(EvidenceKey).Module.ModuleVersionId.ToString();

    /// <param name="images">What the images are for and what is in them, in the order of the repository.</param>
    public static string Of(string engine, Samples samples, Limits limits, IReadOnlyList<(Profile Profiles, ImageConfig Config)> images)
    {
        using Fingerprint key = new();
        key.Add("code", Code).Add("engine", engine).Add("limits", limits.ToString());
        Add(key, samples);
        foreach (var (profiles, config) in images)
        {
            key.Add("judged for", profiles.ToString());
            Add(key, config);
        }
        return key.ToString();
    }

    private static void Add(Fingerprint key, Samples samples)
    {
        key.Add("profiles", samples.Profiles?.ToString()).Add("env", samples.Environment)
            .Add("hyperparameters", samples.Hyperparameters).Add("long hyperparameters", samples.LongHyperparameters)
            .Add("budget", samples.Budget?.ToString());
        key.Add("channels", samples.Channels?.Count.ToString());
        foreach (var (name, files) in (samples.Channels ?? new Dictionary<string, IReadOnlyList<FolderFile>>()).OrderBy(channel => channel.Key, StringComparer.Ordinal))
            key.Add("channel", name).Add(files);
        foreach (var request in samples.Requests)
        {
            key.Add("request", request.Name).Add("type", request.ContentType).Add("accept", request.Accept).Add("tolerance", request.Tolerance.ToString("R"));
            key.Add("body", request.Body).Add("expected", request.Expected);
        }
        key.Add("model", samples.Model?.Count.ToString()).Add(samples.Model ?? []);
    }

    // Where the engine tells the layers, an image that was built again with equal files is the same one.
    private static void Add(Fingerprint key, ImageConfig config)
    {
        key.Add("image", config.LayerDigests is [] ? config.Id : null).Add("layers", config.LayerDigests)
            .Add("os", config.Os).Add("architecture", config.Architecture).Add("user", config.User).Add("folder", config.WorkingDirectory)
            .Add("entrypoint", config.Entrypoint).Add("command", config.Command).Add("env", config.Environment).Add("labels", config.Labels)
            .Add("volumes", config.Volumes).Add("ports", config.ExposedPorts).Add("stop signal", config.StopSignal);
    }
}
