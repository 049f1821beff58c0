using System.IO.Compression;

namespace Training;

/// <summary>Writes ML.NET's archives so that none is ever half there, and so that equal models are equal files.</summary>
internal static class ModelFile
{
    // ML.NET stamps each entry of the archive with the time of day.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(string path, Action<Stream> save)
    {
        using var memory = new MemoryStream();
        save(memory);
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in archive.Entries)
                entry.LastWriteTime = NoTime;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".part";
        using (var file = File.Create(temporary))
        {
            file.Write(memory.GetBuffer(), 0, (int)memory.Length);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
