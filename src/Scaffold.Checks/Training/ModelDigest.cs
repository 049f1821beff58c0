using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>A model's content, for telling whether two models are the same: archives by what is in them, not by their time stamps.</summary>
internal sealed class ModelDigest
{
    private const int EntryLimit = 256 << 20;
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    public static ModelDigest Of(IEnumerable<FolderFile> model)
    {
        var digest = new ModelDigest();
        foreach (var file in model)
            digest._files[file.Path] = file switch
            {
                { LinkTarget: { } target } => $"-> {target}",
                { Content: { } content } => DigestOf(content),
                _ => $"{file.Size} bytes",
            };
        return digest;
    }

    /// <summary>Files that differ, sorted; empty when the models are the same.</summary>
    public IReadOnlyList<string> DifferencesFrom(ModelDigest other) =>
    [
        .. _files.Keys.Union(other._files.Keys).Order(StringComparer.Ordinal)
            .Where(path => _files.GetValueOrDefault(path) != other._files.GetValueOrDefault(path)),
    ];

    private static string DigestOf(ReadOnlyMemory<byte> content)
    {
        try
        {
            return Entries(content) is { } entries
                ? Hash(Encoding.UTF8.GetBytes(string.Join('\n', entries.Order(StringComparer.Ordinal))))
                : Hash(content.Span);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return Hash(content.Span);
        }
    }

    private static List<string>? Entries(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (bytes.StartsWith("PK\x03\x04"u8))
            return ZipEntries(content);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            return [DigestOf(Read(new GZipStream(Stream(content), CompressionMode.Decompress)))];
        return bytes.Length > 262 && bytes[257..].StartsWith("ustar"u8) ? TarEntries(content) : null;
    }

    private static List<string> ZipEntries(ReadOnlyMemory<byte> content)
    {
        using var zip = new ZipArchive(Stream(content), ZipArchiveMode.Read);
        List<string> entries = [];
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            entries.Add($"{entry.FullName}:{Hash(Read(stream).Span)}");
        }
        return entries;
    }

    private static List<string> TarEntries(ReadOnlyMemory<byte> content)
    {
        using var tar = new TarReader(Stream(content));
        List<string> entries = [];
        while (tar.GetNextEntry() is { } entry)
            entries.Add($"{entry.Name}:{(entry.DataStream is { } data ? Hash(Read(data).Span) : entry.LinkName)}");
        return entries;
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> content) => new(content.ToArray(), writable: false);

    // A model is a stranger's file: an archive that unpacks to more than the limit is compared as it is.
    private static ReadOnlyMemory<byte> Read(Stream stream)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            copy.Write(buffer, 0, read);
            if (copy.Length > EntryLimit)
                throw new InvalidDataException("An archive entry is too large to compare.");
        }
        return copy.ToArray();
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
