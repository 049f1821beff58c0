namespace Container;

/// <summary>Looks a command up on PATH.</summary>
internal static class SearchPath
{
    public static string? Find(string command)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "/bin:/usr/bin").Split(':'))
        {
            var path = Path.Combine(folder, command);
            if (File.Exists(path) && (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0)
                return path;
        }

        return null;
    }
}
