using System.Globalization;
using System.IO.Compression;
using Microsoft.ML;

namespace Training;

/// <summary>The weights after an epoch, in files that SageMaker copies away and brings back (FS-18, FS-19). All hosts share one place in S3, so each has names of its own.</summary>
internal sealed class Checkpoints(MLContext ml, string folder)
{
    private const int Kept = 2;

    // The folder is there only when the job asks for checkpoints.
    private readonly bool _wanted = Directory.Exists(folder);

    /// <summary>Loads the newest checkpoint that can be read and returns its epoch; 0 when there is none.</summary>
    public int Restore(Classifier classifier)
    {
        foreach (var (path, epoch) in NewestFirst())
        {
            try
            {
                using var stream = File.OpenRead(path);
                classifier.Scoring = ml.Model.Load(stream, out _);
                Console.WriteLine($"resumed from {path}, epoch {epoch}");
                return epoch;
            }
            catch (Exception e)
            {
                // Half-written, or of other data: an older one may still do.
                Console.WriteLine($"skipped the checkpoint {path}: {e.Message}");
            }
        }

        return 0;
    }

    public void Save(Classifier classifier, int epoch)
    {
        if (!_wanted)
            return;

        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Host.Name}-{epoch:D8}.zip"));
        ModelFile.Write(path, stream => ml.Model.Save(classifier.Scoring, classifier.ScoringSchema, stream));
        foreach (var (old, _) in NewestFirst().Skip(Kept))
            File.Delete(old);
    }

    private List<(string Path, int Epoch)> NewestFirst() => !_wanted ? [] :
    [
        .. from path in Directory.GetFiles(folder, $"{Host.Name}-*.zip")
           let digits = Path.GetFileNameWithoutExtension(path)[(Host.Name.Length + 1)..]
           where int.TryParse(digits, CultureInfo.InvariantCulture, out _)
           let epoch = int.Parse(digits, CultureInfo.InvariantCulture)
           orderby epoch descending
           select (path, epoch),
    ];
}

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
