using System.Diagnostics;
using System.Globalization;
using Scaffold.Core.Planning;

namespace Scaffold.Core.Writing;

/// <summary>Makes a folder that is not there yet: written beside its place, then renamed into it, in one step.</summary>
internal static class NewFolder
{
    public static void Create(string target, IReadOnlyList<PlannedFile> files, CancellationToken ct)
    {
        // With missing parents the rename that makes it visible is that of the topmost missing folder.
        var top = TopmostMissing(target);
        string parent = Path.GetDirectoryName(top)!, prefix = $".{Path.GetFileName(top)}.sagemaker-container-";
        RemoveLeftovers(parent, prefix);
        var staging = Path.Combine(parent, prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        try
        {
            FileWriter.Write(Path.Combine(staging, Path.GetRelativePath(top, target)), files, ct);
            ct.ThrowIfCancellationRequested();
            Directory.Move(staging, top);
        }
        catch
        {
            if (Directory.Exists(staging))
                Directory.Delete(staging, recursive: true);
            throw;
        }
    }

    private static string TopmostMissing(string target)
    {
        var top = target;
        while (Path.GetDirectoryName(top) is { } parent && !Directory.Exists(parent))
            top = parent;
        return top;
    }

    // A killed run leaves its folder behind, named for its process.
    private static void RemoveLeftovers(string parent, string prefix)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, prefix + "*").ToList())
        {
            if (int.TryParse(Path.GetFileName(folder)[prefix.Length..], CultureInfo.InvariantCulture, out var id) && !IsRunning(id))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return process != Environment.ProcessId && !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
