using System.Formats.Tar;
using System.IO.Compression;
using Scaffold.Engine;

namespace Scaffold.Checks.Packing;

/// <summary>model.tar.gz: packs /opt/ml/model as SageMaker does after training, and unpacks it as it does before hosting.</summary>
internal static class ModelArchive
{
    /// <summary>Files by their path relative to /opt/ml/model (FS-12); links are left out, hosting refuses them (MOD-04).</summary>
    public static byte[] Pack(IReadOnlyList<FolderFile> model)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (TarWriter tar = new(gzip, TarEntryFormat.Pax))
        {
            foreach (var file in model.Where(file => file.LinkTarget is null))
            {
                var content = file.Content ?? throw new ArgumentException($"{file.Path} was not read.", nameof(model));
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, file.Path)
                {
                    DataStream = new MemoryStream(content.ToArray(), writable: false),
                    Mode = (UnixFileMode)0b110_100_100,
                });
            }
        }
        return packed.ToArray();
    }

    public static IReadOnlyList<FolderFile> Unpack(byte[] archive)
    {
        using GZipStream gzip = new(new MemoryStream(archive, writable: false), CompressionMode.Decompress);
        using TarReader tar = new(gzip);
        List<FolderFile> files = [];
        while (tar.GetNextEntry() is { } entry)
        {
            using MemoryStream content = new();
            entry.DataStream?.CopyTo(content);
            files.Add(new(entry.Name, content.ToArray(), content.Length));
        }
        return files;
    }
}
