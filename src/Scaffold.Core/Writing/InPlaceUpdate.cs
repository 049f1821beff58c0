using System.Text;
using Scaffold.Core.Planning;

namespace Scaffold.Core.Writing;

/// <summary>Writes into a folder that is there already, by a journal: killed half-way, the next run puts back what was.</summary>
/// <remarks>
/// All new files are staged in <c>.sagemaker-container/staging/new</c>; the journal, renamed into place, is the point from which a
/// killed run is rolled back; each original moves to <c>old</c> before its successor takes its place, or for good; the journal's
/// removal is the point from which the update stands.
/// </remarks>
internal static class InPlaceUpdate
{
    private const string StagingName = PristineRecord.Home + "staging", JournalName = "journal", Written = "+", Removed = "-";

    public static void Apply(string target, IReadOnlyList<PlannedFile> files, IReadOnlyList<string> removals, CancellationToken ct)
    {
        if (files.Count == 0 && removals.Count == 0)
            return;
        using var staging = Staging.Open(Path.Combine(target, StagingName));
        string fresh = Path.Combine(staging.Path, "new"), old = Path.Combine(staging.Path, "old");
        FileWriter.Write(fresh, files, ct);
        WriteJournal(staging.Path, [.. files.Select(file => Written + file.Path), .. removals.Select(path => Removed + path)]);
        try
        {
            foreach (var file in files)
            {
                ct.ThrowIfCancellationRequested();
                Replace(Path.Combine(fresh, file.Path), Path.Combine(target, file.Path), Path.Combine(old, file.Path));
            }
            foreach (var path in removals)
            {
                ct.ThrowIfCancellationRequested();
                SetAside(Path.Combine(target, path), Path.Combine(old, path));
            }
        }
        catch
        {
            RollBack(target, staging.Path);
            throw;
        }
        File.Delete(Path.Combine(staging.Path, JournalName));
        foreach (var path in removals)
            RemoveEmptyParents(target, path);
    }

    /// <summary>Rolls back what a killed run left half-done; false where there is nothing.</summary>
    public static bool Recover(string target)
    {
        var path = Path.Combine(target, StagingName);
        if (!Directory.Exists(path))
            return false;
        using (Staging.Take(path))
            RollBack(target, path);
        RemoveEmptyParents(target, StagingName);
        return true;
    }

    private static void WriteJournal(string staging, IReadOnlyList<string> lines)
    {
        var unfinished = Path.Combine(staging, JournalName + ".unfinished");
        File.WriteAllLines(unfinished, lines, new UTF8Encoding(false));
        File.Move(unfinished, Path.Combine(staging, JournalName));
    }

    private static void Replace(string fresh, string path, string old)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path))
        {
            KeepMode(path, fresh);
            SetAside(path, old);
        }
        File.Move(fresh, path);
    }

    private static void SetAside(string path, string old)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(old)!);
        File.Move(path, old);
    }

    // All but the exec bits, which the plan has decided.
    private static void KeepMode(string path, string fresh)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows())
            return;
        UnixFileMode was = File.GetUnixFileMode(path), planned = File.GetUnixFileMode(fresh);
        var isSame = ((was ^ planned) & UnixFileMode.UserExecute) == 0;
        File.SetUnixFileMode(fresh, isSame ? was : (was & ~Execute) | (planned & Execute));
    }

    private static void RollBack(string target, string staging)
    {
        var journal = Path.Combine(staging, JournalName);
        if (!File.Exists(journal))
            return;
        foreach (var line in File.ReadAllLines(journal))
        {
            var file = line[1..];
            string path = Path.Combine(target, file), fresh = Path.Combine(staging, "new", file), old = Path.Combine(staging, "old", file);
            // Each step leaves a state that a second rollback, after a kill in this one, reads right.
            if (File.Exists(old))
            {
                if (File.Exists(path))
                    File.Move(path, fresh);
                File.Move(old, path);
            }
            else if (line.StartsWith(Written, StringComparison.Ordinal) && !File.Exists(fresh))
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
