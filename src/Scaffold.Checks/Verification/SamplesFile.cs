using System.Text.Json;
using Scaffold.Core.Problems;
using Scaffold.Engine;

namespace Scaffold.Checks.Verification;

/// <summary>Reads <c>samples/verify.json</c> and the files it names.</summary>
internal sealed class SamplesFile
{
    public const string Name = "verify.json";
    private readonly string _folder;
    private readonly string _file;

    private SamplesFile(string folder) => (_folder, _file) = (folder, Path.Combine(folder, Name));

    /// <summary>What the folder declares; nothing when it has no verify.json.</summary>
    /// <exception cref="UserErrorException">The file, or one it names, is not as it must be.</exception>
    public static async Task<Samples> ReadAsync(string folder, CancellationToken ct)
    {
        SamplesFile file = new(Path.GetFullPath(folder));
        return File.Exists(file._file) ? await file.ReadAsync(ct) : Samples.None;
    }

    private async Task<Samples> ReadAsync(CancellationToken ct)
    {
        using var json = Parse(await File.ReadAllBytesAsync(_file, ct));
        JsonPlace root = new(json.RootElement, "$", _file);
        var entries = root.Object("channels", "hyperparameters", "longHyperparameters", "requests", "model");

        Dictionary<string, IReadOnlyList<FolderFile>>? channels = null;
        if (entries.TryGetValue("channels", out var declared))
        {
            channels = [];
            foreach (var (name, place) in declared.Object())
                channels[ChannelName(name, place)] = await FolderAsync(place, ct);
        }
        List<SampleRequest> requests = [];
        if (entries.TryGetValue("requests", out var list))
        {
            foreach (var place in list.Array())
                requests.Add(await RequestAsync(place, ct));
        }
        return new()
        {
            Channels = channels,
            Hyperparameters = Strings(entries, "hyperparameters") ?? [],
            LongHyperparameters = Strings(entries, "longHyperparameters"),
            Requests = requests,
            Model = entries.TryGetValue("model", out var model) ? await FolderAsync(model, ct) : null,
        };
    }

    private JsonDocument Parse(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw new UserErrorException(new(
                "SM203", $"This is not JSON: {e.Message.Split(" LineNumber", 2)[0]}", $"{_file}({e.LineNumber + 1},{e.BytePositionInLine + 1})", "Correct it and run again.", ExitCode.Usage), e);
        }
    }

    private async Task<SampleRequest> RequestAsync(JsonPlace place, CancellationToken ct)
    {
        var entries = place.Object("body", "contentType", "accept", "expected");
        var (body, type) = (place.Required(entries, "body"), place.Required(entries, "contentType"));
        return new(
            body.String(),
            await FileAsync(body, ct),
            type.String(),
            entries.TryGetValue("accept", out var accept) ? accept.String() : null,
            entries.TryGetValue("expected", out var expected) ? await FileAsync(expected, ct) : null);
    }

    private static Dictionary<string, string>? Strings(IReadOnlyDictionary<string, JsonPlace> entries, string name) =>
        entries.TryGetValue(name, out var place)
            ? place.Object().ToDictionary(entry => entry.Key, entry => entry.Value.String())
            : null;

    // TRN-17.
    private static string ChannelName(string name, JsonPlace place) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && name.Trim('.').Length > 0
            ? name
            : throw place.Fault($"{name} is no name for a channel", "1 to 64 letters, digits, '.', '-' and '_'");

    private async Task<ReadOnlyMemory<byte>> FileAsync(JsonPlace place, CancellationToken ct)
    {
        var path = Inside(place);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, ct) : throw place.Fault($"there is no file {place.String()}", "a file below samples/");
    }

    private async Task<IReadOnlyList<FolderFile>> FolderAsync(JsonPlace place, CancellationToken ct)
    {
        var path = Inside(place);
        if (!Directory.Exists(path))
            throw place.Fault($"there is no folder {place.String()}", "a folder below samples/");
        List<FolderFile> files = [];
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var content = await File.ReadAllBytesAsync(file, ct);
            files.Add(new(Path.GetRelativePath(path, file).Replace('\\', '/'), content, content.Length));
        }
        return files;
    }

    private string Inside(JsonPlace place)
    {
        var path = Path.GetFullPath(place.String(), _folder);
        return path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw place.Fault($"{place.String()} lies outside of samples/", "a path relative to samples/");
    }
}
