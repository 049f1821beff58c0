using System.Globalization;
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
        Add(key, samples.Channels);
        key.Add("pipe", samples.Pipe).Add("metrics", [.. samples.Metrics.SelectMany(metric => (string[])[metric.Name, metric.Pattern.ToString()])])
            .Add("hosts", $"{samples.Hosts.Count} {samples.Hosts.World} {samples.Hosts.Tolerance?.ToString("R", CultureInfo.InvariantCulture)}")
            .Add("groups", [.. samples.Hosts.Groups.Select(group => $"{group.Name}={group.Count}")]).Add("memory", samples.MemoryMegabytes.ToString(CultureInfo.InvariantCulture));
        foreach (var request in samples.Requests)
        {
            key.Add("request", request.Name).Add("type", request.ContentType).Add("accept", request.Accept).Add("tolerance", request.Tolerance.ToString("R", CultureInfo.InvariantCulture)).Add("streams", request.Streams.ToString());
            key.Add("body", request.Body).Add("expected", request.Expected);
        }
        foreach (var message in samples.Messages)
            key.Add("message", message.Name).Add("text", message.IsText.ToString()).Add("content", message.Content).Add("expected", message.Expected);
        if (samples.Processing is { } job)
        {
            key.Add("processing", $"{job.Arguments is null}{job.LongArguments is null}").Add("outputs", job.Outputs).Add("arguments", job.Arguments ?? []).Add("long arguments", job.LongArguments ?? []);
            Add(key, job.Inputs);
        }
        key.Add("model", samples.Model?.Count.ToString()).Add(samples.Model ?? []);
    }

    private static void Add(Fingerprint key, IReadOnlyDictionary<string, IReadOnlyList<FolderFile>>? folders)
    {
        foreach (var (name, files) in (folders ?? new Dictionary<string, IReadOnlyList<FolderFile>>()).OrderBy(folder => folder.Key, StringComparer.Ordinal))
            key.Add("folder", name).Add(files);
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
