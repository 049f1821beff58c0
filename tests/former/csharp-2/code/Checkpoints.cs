using System.Globalization;

namespace Training;

/// <summary>The weights after an epoch, in files that SageMaker copies away and brings back (FS-18, FS-19). All hosts share one place in S3, so each has names of its own.</summary>
internal sealed class Checkpoints(string folder)
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
                classifier.Load(stream);
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

        WholeFile.Write(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Host.Name}-{epoch:D8}.checkpoint")), classifier.Save);
        foreach (var (old, _) in NewestFirst().Skip(Kept))
            File.Delete(old);
    }

    private List<(string Path, int Epoch)> NewestFirst() => !_wanted ? [] :
    [
        .. from path in Directory.GetFiles(folder, $"{Host.Name}-*.checkpoint")
           let digits = Path.GetFileNameWithoutExtension(path)[(Host.Name.Length + 1)..]
           where int.TryParse(digits, CultureInfo.InvariantCulture, out _)
           let epoch = int.Parse(digits, CultureInfo.InvariantCulture)
           orderby epoch descending
           select (path, epoch),
    ];
}

/// <summary>Writes files that are there whole or not at all, whenever the job is killed.</summary>
internal static class WholeFile
{
    public static void Write(string path, Action<Stream> save)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".part";
        using (var file = File.Create(temporary))
        {
            save(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
