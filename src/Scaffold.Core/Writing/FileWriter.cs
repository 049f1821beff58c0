using Scaffold.Core.Planning;

namespace Scaffold.Core.Writing;

/// <summary>Writes planned files below a folder that nobody else sees yet.</summary>
internal static class FileWriter
{
    // What `dotnet new` and chmod +x come to under any umask.
    private const UnixFileMode Plain =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static void Write(string root, IReadOnlyList<PlannedFile> files, CancellationToken ct)
    {
        HashSet<string> folders = [];
        foreach (var file in files)
        {
            ct.ThrowIfCancellationRequested();
            var path = Path.Combine(root, file.Path);
            var folder = Path.GetDirectoryName(path)!;
            if (folders.Add(folder))
                Directory.CreateDirectory(folder);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = file.Executable ? Plain | Execute : Plain;
            using var stream = new FileStream(path, options);
            stream.Write(file.Content.Span);
        }
    }
}
