using Scaffold.Checks.Budgets;
using Scaffold.Core.Problems;
using Scaffold.Engine;

namespace Scaffold.Checks.Verification;

/// <summary>Reads <c>samples/verify.json</c> and the files it names.</summary>
internal sealed class SamplesFile
{
    public const string Name = "verify.json";

    /// <summary>What it may hold; content/verify.schema.json says the same for editors.</summary>
    public static IReadOnlyList<string> Settings { get; } = ["$schema", "profiles", "env", "channels", "hyperparameters", "longHyperparameters", "pipe", "metrics", "requests", "messages", "processing", "model", "hosts", "memoryMegabytes", "budgets"];

    private readonly string _folder;
    private readonly string _file;

    private SamplesFile(string file) => (_folder, _file) = (Path.GetDirectoryName(file)!, file);

    /// <summary>What a verify.json declares.</summary>
    /// <param name="path">The file, or a folder: of that its verify.json, if there is one.</param>
    /// <exception cref="UserErrorException">The file, or one it names, is not as it must be.</exception>
    public static async Task<Samples> ReadAsync(string path, CancellationToken ct)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full))
            return await new SamplesFile(full).ReadAsync(ct);
        var inside = Path.Combine(full, Name);
        return File.Exists(inside) ? await new SamplesFile(inside).ReadAsync(ct) : Samples.None;
    }

    private async Task<Samples> ReadAsync(CancellationToken ct)
    {
        using var json = JsonPlace.Parse(_file, await File.ReadAllBytesAsync(_file, ct));
        JsonPlace root = new(json.RootElement, "$", _file);
        var entries = root.Members([.. Settings]);

        Dictionary<string, IReadOnlyList<FolderFile>>? channels = null;
        if (entries.TryGetValue("channels", out var declared))
        {
            channels = [];
            foreach (var (name, place) in declared.Members())
                channels[SampleChannels.Name(name) ?? throw place.Fault($"{name} is no name for a channel", SampleChannels.Names)] = await FolderAsync(place, ct);
        }
        List<SampleRequest> requests = [];
        if (entries.TryGetValue("requests", out var list))
        {
            foreach (var place in list.Array())
                requests.Add(await RequestAsync(place, ct));
        }
        return new()
        {
            Profiles = entries.TryGetValue("profiles", out var profiles) ? Uses(profiles) : null,
            Environment = Strings(entries, "env") ?? [],
            Channels = channels,
            Hyperparameters = Strings(entries, "hyperparameters") ?? [],
            LongHyperparameters = Strings(entries, "longHyperparameters"),
            Pipe = entries.TryGetValue("pipe", out var piped) ? Piped(piped, channels) : [],
            Metrics = entries.TryGetValue("metrics", out var metrics) ? MetricsOf(metrics) : [],
            Requests = requests,
            Messages = entries.TryGetValue("messages", out var messages) ? await MessagesAsync(messages, ct) : [],
            Processing = entries.TryGetValue("processing", out var processing) ? await ProcessingAsync(processing, ct) : null,
            Model = entries.TryGetValue("model", out var model) ? await FolderAsync(model, ct) : null,
            Hosts = entries.TryGetValue("hosts", out var hosts) ? HostsSample.Of(hosts) : SampleHosts.Two,
            MemoryMegabytes = entries.TryGetValue("memoryMegabytes", out var memory) ? Memory(memory) : Samples.None.MemoryMegabytes,
            Budget = entries.TryGetValue("budgets", out var budgets) ? BudgetOf(budgets) : null,
        };
    }

    private async Task<SampleRequest> RequestAsync(JsonPlace place, CancellationToken ct)
    {
        var entries = place.Members("body", "contentType", "accept", "expected", "tolerance", "stream");
        var (body, type) = (place.Required(entries, "body"), place.Required(entries, "contentType"));
        return new(
            body.Text(),
            await FileAsync(body, ct),
            type.Text(),
            entries.TryGetValue("accept", out var accept) ? accept.Text() : null,
            entries.TryGetValue("expected", out var expected) ? await FileAsync(expected, ct) : default(ReadOnlyMemory<byte>?))
        {
            Tolerance = entries.TryGetValue("tolerance", out var tolerance) ? tolerance.Number() : 0,
            Streams = entries.TryGetValue("stream", out var stream) && stream.Boolean(),
        };
    }

    private async Task<IReadOnlyList<SampleMessage>> MessagesAsync(JsonPlace place, CancellationToken ct)
    {
        List<SampleMessage> messages = [];
        foreach (var item in place.Array())
        {
            var entries = item.Members("send", "type", "expected");
            var send = item.Required(entries, "send");
            messages.Add(new(
                send.Text(),
                await FileAsync(send, ct),
                entries.TryGetValue("type", out var type) && IsText(type),
                entries.TryGetValue("expected", out var expected) ? await FileAsync(expected, ct) : default(ReadOnlyMemory<byte>?)));
        }
        return messages;

        static bool IsText(JsonPlace type) => type.Text() switch
        {
            "text" => true,
            "binary" => false,
            var other => throw type.Fault($"there is no type {other}", "text, binary"),
        };
    }

    private async Task<SampleProcessing> ProcessingAsync(JsonPlace place, CancellationToken ct)
    {
        var entries = place.Members("inputs", "outputs", "arguments", "longArguments");
        Dictionary<string, IReadOnlyList<FolderFile>> inputs = [];
        if (entries.TryGetValue("inputs", out var declared))
        {
            foreach (var (name, folder) in declared.Members())
                inputs[ProcessingPlace(name, folder)] = await FolderAsync(folder, ct);
        }
        return new()
        {
            Inputs = inputs,
            Outputs = entries.TryGetValue("outputs", out var outputs) ? [.. outputs.Array().Select(output => ProcessingPlace(output.Text(), output))] : [],
            Arguments = Words("arguments"),
            LongArguments = Words("longArguments"),
        };

        IReadOnlyList<string>? Words(string name) => entries.TryGetValue(name, out var words) ? [.. words.Array().Select(word => word.Text())] : null;
    }

    private static string ProcessingPlace(string name, JsonPlace place) =>
        Processing.ProcessingPlaces.IsPlace(name) ? name : throw place.Fault($"{name} is neither a name nor a path for a processing job", Processing.ProcessingPlaces.Places);

    private static int Memory(JsonPlace place) =>
        place.Number() is >= SampleArguments.LeastMemory and <= int.MaxValue and var number && double.IsInteger(number) ? (int)number
        : throw place.Fault($"{place.Element} is no size of memory", $"a whole number of megabytes from {SampleArguments.LeastMemory}");

    private static Budget BudgetOf(JsonPlace place)
    {
        var entries = place.Members("imageMegabytes", "coldStartSeconds", "trainSeconds", "p99Milliseconds");
        return new()
        {
            ImageMegabytes = Limit(entries, "imageMegabytes"),
            ColdStartSeconds = Limit(entries, "coldStartSeconds"),
            TrainSeconds = Limit(entries, "trainSeconds"),
            P99Milliseconds = entries.TryGetValue("p99Milliseconds", out var latency) ? LatencyOf(latency) : null,
        };
    }

    private static LatencyBudget LatencyOf(JsonPlace place)
    {
        var entries = place.Members("limit", "concurrency");
        var concurrency = place.Required(entries, "concurrency");
        return new(Limit(place.Required(entries, "limit")), concurrency.Number() is >= 1 and <= 100 and var count && count == Math.Floor(count) ? (int)count : throw concurrency.Fault("this is no number of requests at once", "a whole number from 1 to 100"));
    }

    private static double? Limit(IReadOnlyDictionary<string, JsonPlace> entries, string name) => entries.TryGetValue(name, out var place) ? Limit(place) : null;

    private static double Limit(JsonPlace place) => place.Number() is > 0 and var limit ? limit : throw place.Fault("this is no limit", "a number above 0");

    private static IReadOnlyList<string> Piped(JsonPlace place, Dictionary<string, IReadOnlyList<FolderFile>>? channels) =>
    [
        .. place.Array().Select(item => channels is not null && channels.ContainsKey(item.Text()) ? item.Text()
            : throw item.Fault($"there is no channel {item.Text()}", string.Join(", ", channels?.Keys ?? Enumerable.Empty<string>()))),
    ];

    private static List<SampleMetric> MetricsOf(JsonPlace place)
    {
        List<SampleMetric> metrics = [];
        foreach (var item in place.Array())
        {
            var entries = item.Members("name", "regex");
            metrics.Add(SampleMetrics.Of(item.Required(entries, "name").Text(), item.Required(entries, "regex").Text(), item.Fault));
        }
        return metrics.Count <= SampleMetrics.Most ? metrics : throw place.Fault($"there are {metrics.Count} metrics", $"at most {SampleMetrics.Most}");
    }

    private static Profile Uses(JsonPlace place) => place.Array().Aggregate(Profile.None, (all, item) =>
        all | (ProfileNames.Named.TryGetValue(item.Text(), out var use) ? use : throw item.Fault($"there is no profile {item.Text()}", string.Join(", ", ProfileNames.Named.Keys))));

    private static Dictionary<string, string>? Strings(IReadOnlyDictionary<string, JsonPlace> entries, string name) =>
        entries.TryGetValue(name, out var place)
            ? place.Members().ToDictionary(entry => entry.Key, entry => entry.Value.Text())
            : null;

    private async Task<ReadOnlyMemory<byte>> FileAsync(JsonPlace place, CancellationToken ct)
    {
        var path = Inside(place);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, ct) : throw place.Fault($"there is no file {place.Text()}", "a file below samples/");
    }

    private async Task<IReadOnlyList<FolderFile>> FolderAsync(JsonPlace place, CancellationToken ct)
    {
        var path = Inside(place);
        if (!Directory.Exists(path))
            throw place.Fault($"there is no folder {place.Text()}", "a folder below samples/");
        return await SampleFolder.ReadAsync(path, ct);
    }

    private string Inside(JsonPlace place)
    {
        var path = Path.GetFullPath(place.Text(), _folder);
        return path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw place.Fault($"{place.Text()} lies outside of samples/", "a path relative to samples/");
    }
}
