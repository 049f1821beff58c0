using Scaffold.Checks.Packing;
using Scaffold.Core.Problems;
using Scaffold.Engine;

namespace Scaffold.Checks.Verification;

/// <summary>What a user declares on the command line; it goes before what verify.json says.</summary>
public sealed record SampleArguments
{
    /// <summary>Megabytes; an engine starts nothing with less.</summary>
    internal const int LeastMemory = 6;

    /// <summary>Folders or files by channel name.</summary>
    public IReadOnlyDictionary<string, string> Channels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Hyperparameters { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Expressions by metric name.</summary>
    public IReadOnlyDictionary<string, string> Metrics { get; init; } = new Dictionary<string, string>();

    /// <summary>A file with the body of a request; null for none.</summary>
    public string? Request { get; init; }

    public string? ContentType { get; init; }

    public string? Accept { get; init; }

    /// <summary>A file with the right answer.</summary>
    public string? Expected { get; init; }

    /// <summary>A folder, or a model.tar.gz.</summary>
    public string? Model { get; init; }

    /// <summary>How many hosts a training job on several has, or how many each instance group; null for what verify.json says.</summary>
    public string? Hosts { get; init; }

    /// <summary>Memory of a serving container; null for what verify.json says.</summary>
    public int? MemoryMegabytes { get; init; }

    /// <exception cref="UserErrorException">A file is not there, or an argument lacks its partner.</exception>
    internal async Task<Samples> AddToAsync(Samples samples, CancellationToken ct)
    {
        var channels = samples.Channels is null && Channels.Count == 0 ? null : new Dictionary<string, IReadOnlyList<FolderFile>>(samples.Channels ?? new Dictionary<string, IReadOnlyList<FolderFile>>());
        foreach (var (name, path) in Channels)
            channels![SampleChannels.Name(name) ?? throw Fault("--data", $"{name} is no name for a channel", SampleChannels.Names)] = await ChannelAsync(path, ct);
        return samples with
        {
            Channels = channels,
            Hyperparameters = Over(samples.Hyperparameters, Hyperparameters),
            Environment = Over(samples.Environment, Environment),
            Metrics = AddMetricsTo(samples.Metrics),
            Requests = await RequestAsync(ct) is { } request ? [request] : samples.Requests,
            Model = Model is null ? samples.Model : await ModelAsync(Model, ct),
            Hosts = Hosts is null ? samples.Hosts : HostsSample.Of(Hosts, samples.Hosts, (what, allowed) => Fault("--hosts", what, allowed)),
            MemoryMegabytes = MemoryMegabytes is null or >= LeastMemory ? MemoryMegabytes ?? samples.MemoryMegabytes
                : throw Fault("--memory", $"{MemoryMegabytes} is no size of memory", $"a whole number of megabytes from {LeastMemory}"),
        };
    }

    private List<SampleMetric> AddMetricsTo(IReadOnlyList<SampleMetric> declared)
    {
        var given = Metrics.Select(metric => SampleMetrics.Of(metric.Key, metric.Value, (what, allowed) => Fault("--metric", what, allowed)));
        List<SampleMetric> all = [.. declared.Where(metric => !Metrics.ContainsKey(metric.Name)), .. given];
        return all.Count <= SampleMetrics.Most ? all : throw Fault("--metric", $"there are {all.Count} metrics", $"at most {SampleMetrics.Most}");
    }

    private async Task<SampleRequest?> RequestAsync(CancellationToken ct)
    {
        if (Request is null)
        {
            return ContentType is null && Accept is null && Expected is null ? null
                : throw Fault("--request", "a type or an answer is given without the request", "--request FILE --content-type TYPE [--accept TYPE] [--expect FILE]");
        }
        if (ContentType is null)
            throw Fault("--content-type", "the type of the request is missing", "a media type such as text/csv or application/json");
        return new(Path.GetFileName(Request), await FileAsync("--request", Request, ct), ContentType, Accept, Expected is null ? default(ReadOnlyMemory<byte>?) : await FileAsync("--expect", Expected, ct));
    }

    private static async Task<IReadOnlyList<FolderFile>> ChannelAsync(string path, CancellationToken ct) =>
        Directory.Exists(path) ? await SampleFolder.ReadAsync(path, ct)
        : File.Exists(path) ? [new(Path.GetFileName(path), await File.ReadAllBytesAsync(path, ct), new FileInfo(path).Length)]
        : throw Fault("--data", $"there is no folder {path}", "CHANNEL=FOLDER, such as train=data/train");

    private static async Task<IReadOnlyList<FolderFile>> ModelAsync(string path, CancellationToken ct)
    {
        if (Directory.Exists(path))
            return await SampleFolder.ReadAsync(path, ct);
        try
        {
            return ModelArchive.Unpack((await FileAsync("--model", path, ct)).ToArray());
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw Fault("--model", $"{path} is no gzip-compressed tar: {e.Message}", "a folder, or a model.tar.gz as SageMaker takes it (MOD-01)");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> FileAsync(string option, string path, CancellationToken ct) =>
        File.Exists(path) ? await File.ReadAllBytesAsync(path, ct) : throw Fault(option, $"there is no file {path}", "a file");

    private static Dictionary<string, string> Over(IReadOnlyDictionary<string, string> declared, IReadOnlyDictionary<string, string> given)
    {
        Dictionary<string, string> all = new(declared);
        foreach (var (name, value) in given)
            all[name] = value;
        return all;
    }

    private static UserErrorException Fault(string option, string what, string allowed) =>
        new(new("SM207", $"{char.ToUpperInvariant(what[0])}{what[1..]}.", option, $"Good here: {allowed}.", ExitCode.Usage));
}
