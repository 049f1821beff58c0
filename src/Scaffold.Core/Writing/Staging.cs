using Scaffold.Core.Problems;

namespace Scaffold.Core.Writing;

/// <summary>A folder of unfinished work, locked while its run lives; a run that finds one left over removes it.</summary>
internal sealed class Staging : IDisposable
{
    private const string LockName = ".lock";
    private readonly FileStream _lock;

    private Staging(string path, FileStream handle) => (Path, _lock) = (path, handle);

    public string Path { get; }

    /// <summary>Takes the folder, empty. Refuses while another live run holds it.</summary>
    public static Staging Open(string path)
    {
        var staging = Take(path);
        foreach (var entry in Directory.EnumerateFileSystemEntries(path).Where(entry => System.IO.Path.GetFileName(entry) is not LockName).ToList())
            Delete(entry);
        return staging;
    }

    /// <summary>Takes the folder with what is in it.</summary>
    public static Staging Take(string path)
    {
        Directory.CreateDirectory(path);
        try
        {
            return new(path, new FileStream(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not DirectoryNotFoundException)
        {
            throw new UserErrorException(new("SM007", "Another run is writing here.", path, "Wait for it to end, then run again.", ExitCode.WouldOverwrite), e);
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    private static void Delete(string entry)
    {
        if (Directory.Exists(entry))
            Directory.Delete(entry, recursive: true);
        else
            File.Delete(entry);
    }
}
