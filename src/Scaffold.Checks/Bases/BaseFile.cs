using Scaffold.Core.Planning;
using Scaffold.Core.Problems;

namespace Scaffold.Checks.Bases;

/// <summary>The Dockerfile of a repository, read for its bases.</summary>
/// <param name="Path">As messages name it.</param>
public sealed record BaseFile(string Path, byte[] Content, BaseLines Lines)
{
    public const string Name = "Dockerfile";

    private const int Largest = 256 << 10;

    /// <summary>The folder, when it is a repository that this tool wrote and the Dockerfile is its own; else null.</summary>
    public string? Repository =>
        System.IO.Path.GetFullPath(Path) is var full && System.IO.Path.GetFileName(full) is Name && System.IO.Path.GetDirectoryName(full) is { } folder
        && Directory.Exists(System.IO.Path.Combine(folder, PristineRecord.Home)) && new FileInfo(full).LinkTarget is null ? folder : null;

    /// <param name="path">A folder, or a Dockerfile.</param>
    /// <exception cref="UserErrorException">There is no Dockerfile, or it is FROM nothing.</exception>
    public static BaseFile Read(string path)
    {
        var file = path is "." ? Name : Directory.Exists(path) ? System.IO.Path.Combine(path, Name) : path;
        if (!File.Exists(file))
            throw Fault(Directory.Exists(path) ? "There is no Dockerfile in this folder." : "There is no such file or folder.", path);
        if (new FileInfo(file).Length > Largest)
            throw Fault("This is too large for a Dockerfile.", file);
        try
        {
            var content = File.ReadAllBytes(file);
            var lines = BaseLines.Read(content);
            return lines.HasFrom ? new(file, content, lines) : throw Fault("This has no FROM, so it is no Dockerfile.", file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault($"It cannot be read: {e.Message}", file, e);
        }
    }

    /// <summary>Writes it whole or not at all: a new file takes the old one's place. A link stays one.</summary>
    /// <exception cref="UserErrorException">It cannot be written, or was changed since it was read.</exception>
    public void Replace(byte[] content)
    {
        var target = File.ResolveLinkTarget(Path, returnFinalTarget: true)?.FullName ?? Path;
        var fresh = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(target))!, $".{System.IO.Path.GetFileName(target)}.{Guid.NewGuid():N}");
        try
        {
            using (FileStream stream = new(fresh, FileMode.CreateNew, FileAccess.Write))
            {
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            GuardUnchanged();
            File.Move(fresh, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault($"It cannot be written: {e.Message}", Path, e);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    /// <exception cref="UserErrorException">It was changed since it was read.</exception>
    public void GuardUnchanged()
    {
        if (!File.ReadAllBytes(Path).AsSpan().SequenceEqual(Content))
            throw Fault("It was changed while the registry was asked; nothing was written.", Path);
    }

    private static UserErrorException Fault(string what, string where, Exception? inner = null) =>
        new(new("SM034", what, where, "Name a Dockerfile that you may read and write, or the folder it is in.", ExitCode.Usage), inner);
}
