using System.Text;
using Scaffold.Core.Planning;

namespace Scaffold.Core.Writing;

/// <summary>Writes into a folder that is there already, by a journal: killed half-way, the next run puts back what was.</summary>
/// <remarks>
/// All new files are staged in <c>.sagemaker-container/new</c>; the journal, renamed into place, is the point from which a
/// killed run is rolled back; each original moves to <c>old</c> before its successor takes its place; the journal's
/// removal is the point from which the update stands.
/// </remarks>
internal static class InPlaceUpdate
{
    private const string StagingName = ".sagemaker-container", JournalName = "journal";

    public static void Apply(string target, IReadOnlyList<PlannedFile> files, CancellationToken ct)
    {
        using var staging = Staging.Open(Path.Combine(target, StagingName));
        string fresh = Path.Combine(staging.Path, "new"), old = Path.Combine(staging.Path, "old");
        FileWriter.Write(fresh, files, ct);
        WriteJournal(staging.Path, files);
        try
        {
            foreach (var file in files)
            {
                ct.ThrowIfCancellationRequested();
                Replace(Path.Combine(fresh, file.Path), Path.Combine(target, file.Path), Path.Combine(old, file.Path));
            }
        }
        catch
        {
            RollBack(target, staging.Path);
            throw;
        }
        File.Delete(Path.Combine(staging.Path, JournalName));
    }

    /// <summary>Rolls back what a killed run left half-done; does nothing where there is nothing.</summary>
    public static void Recover(string target)
    {
        var path = Path.Combine(target, StagingName);
        if (!Directory.Exists(path))
            return;
        using var staging = Staging.Take(path);
        RollBack(target, path);
    }

    private static void WriteJournal(string staging, IReadOnlyList<PlannedFile> files)
    {
        var unfinished = Path.Combine(staging, JournalName + ".unfinished");
        File.WriteAllLines(unfinished, files.Select(file => file.Path), new UTF8Encoding(false));
        File.Move(unfinished, Path.Combine(staging, JournalName));
    }

    private static void Replace(string fresh, string path, string old)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(old)!);
            File.Move(path, old);
        }
        File.Move(fresh, path);
    }

    private static void RollBack(string target, string staging)
    {
        var journal = Path.Combine(staging, JournalName);
        if (!File.Exists(journal))
            return;
        foreach (var file in File.ReadAllLines(journal))
        {
            string path = Path.Combine(target, file), fresh = Path.Combine(staging, "new", file), old = Path.Combine(staging, "old", file);
            // Each step leaves a state that a second rollback, after a kill in this one, reads right.
            if (File.Exists(old))
            {
                if (!File.Exists(fresh))
                    File.Move(path, fresh);
                File.Move(old, path);
            }
            else if (!File.Exists(fresh))
            {
                File.Delete(path); // it had moved into place, and nothing stood there before
            }
            RemoveEmptyParents(target, file);
        }
        File.Delete(journal);
    }

    private static void RemoveEmptyParents(string target, string file)
    {
        for (var parent = Path.GetDirectoryName(file); parent is { Length: > 0 }; parent = Path.GetDirectoryName(parent))
        {
            var folder = Path.Combine(target, parent);
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }
}
