namespace Scaffold.Engine.Processes;

/// <summary>A private temporary folder named for its owner, so that the next run can remove what a killed one left, processes included.</summary>
internal sealed class Workspace : IDisposable
{
    /// <summary>Short: programs put sockets below it, and the kernel cuts a socket's path off at 107 bytes.</summary>
    internal const string Prefix = "smc-";

    // Not to look around in, but to pass through: nginx, started as root, works as another user.
    private const UnixFileMode AllMayEnter = (UnixFileMode)0b111_001_001;

    private int _count;

    private Workspace(string path) => Path = path;

    public string Path { get; }

    public static Workspace Create()
    {
        foreach (var left in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            if (RunId.Parse(System.IO.Path.GetFileName(left)[Prefix.Length..]) is { IsAbandoned: true })
                Remove(left);
        }
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Prefix + RunId.New());
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, AllMayEnter);
        return new(path);
    }

    /// <summary>A new folder in it, such as <c>run-7</c>.</summary>
    public string NewFolder(string kind) =>
        Directory.CreateDirectory(System.IO.Path.Combine(Path, FormattableString.Invariant($"{kind}-{Interlocked.Increment(ref _count)}"))).FullName;

    public void Dispose() => Remove(Path);

    private static void Remove(string path)
    {
        try
        {
            ProcessTable.KillAll(() => ProcessTable.Marked(path));
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // not ours, or a program took its own rights away: the next run tries again
        }
    }
}
