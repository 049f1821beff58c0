using System.IO.Compression;
using System.Text.Json;

namespace Container;

/// <summary>A zip with the network's shape and its weights; a checkpoint holds the optimizer's state, too.</summary>
internal static class NetworkArchive
{
    public const string FileName = "model.zip";

    private const string Shape = "shape.json", Weights = "weights", Optimizer = "optimizer";

    // Equal models are to be equal files, whatever the time of day.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(Stream stream, NetworkShape shape, Network network, Action<Stream>? optimizer = null)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, Shape, entry => JsonSerializer.Serialize(entry, shape));
        Add(archive, Weights, entry => network.save(entry));
        if (optimizer is not null)
            Add(archive, Optimizer, optimizer);
    }

    /// <summary>Builds the network and loads its weights, on the CPU wherever it was trained.</summary>
    /// <exception cref="InvalidDataException">It is no such archive.</exception>
    public static (NetworkShape Shape, Network Network) Read(Stream stream, Action<Stream>? optimizer = null)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        using var json = Open(archive, Shape);
        var shape = JsonSerializer.Deserialize<NetworkShape>(json) ?? throw new InvalidDataException("the archive's shape is null");
        var network = new Network(shape);
        using var weights = Open(archive, Weights);
        network.load(weights);
        if (optimizer is not null)
        {
            using var state = Open(archive, Optimizer);
            optimizer(state);
        }

        return (shape, network);
    }

    private static void Add(ZipArchive archive, string name, Action<Stream> write)
    {
        // Through memory: what writes here may close the stream, or want to know its place in it.
        using var memory = new MemoryStream();
        write(memory);
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        stream.Write(memory.ToArray());
    }

    private static MemoryStream Open(ZipArchive archive, string name)
    {
        var entry = archive.GetEntry(name) ?? throw new InvalidDataException($"the archive holds no {name}");
        var memory = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(memory);
        memory.Position = 0;
        return memory;
    }
}
