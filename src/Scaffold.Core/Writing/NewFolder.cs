using Scaffold.Core.Planning;

namespace Scaffold.Core.Writing;

/// <summary>Makes a folder that is not there yet: written beside its place, then renamed into it, in one step.</summary>
internal static class NewFolder
{
    public static void Create(string target, IReadOnlyList<PlannedFile> files, CancellationToken ct)
    {
        // With missing parents the rename that makes it visible is that of the topmost missing folder.
        var top = TopmostMissing(target);
        using var staging = Staging.Open(Path.Combine(Path.GetDirectoryName(top)!, $".{Path.GetFileName(top)}.sagemaker-container"));
        var tree = Path.Combine(staging.Path, "tree");
        FileWriter.Write(Path.Combine(tree, Path.GetRelativePath(top, target)), files, ct);
        ct.ThrowIfCancellationRequested();
        Directory.Move(tree, top);
    }

    private static string TopmostMissing(string target)
    {
        var top = target;
        while (Path.GetDirectoryName(top) is { } parent && !Directory.Exists(parent))
            top = parent;
        return top;
    }
}
