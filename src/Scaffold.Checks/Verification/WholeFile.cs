namespace Scaffold.Checks.Verification;

/// <summary>Writes a text file so that nobody ever sees a part of it.</summary>
public static class WholeFile
{
    /// <summary>Writes beside it and renames; a link keeps pointing where it did, and a device is written to as it is.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken ct)
    {
        var file = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);
        if (IsDevice(file) || IsDevice(Path.GetFullPath(path)))
        {
            await File.WriteAllTextAsync(path, text, ct);
            return;
        }
        var part = $"{file}.{Guid.NewGuid():N}.part";
        try
        {
            await File.WriteAllTextAsync(part, text, ct);
            File.Move(part, file, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static bool IsDevice(string file) => file.StartsWith("/dev/", StringComparison.Ordinal) || file.StartsWith("/proc/", StringComparison.Ordinal);
}
