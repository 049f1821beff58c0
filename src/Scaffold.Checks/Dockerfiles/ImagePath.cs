namespace Scaffold.Checks.Dockerfiles;

/// <summary>Paths of an image: forward slashes, whatever this host uses.</summary>
internal static class ImagePath
{
    /// <summary>Absolute, without <c>.</c>, <c>..</c> and double slashes.</summary>
    public static string Resolve(string directory, string path)
    {
        List<string> parts = [];
        foreach (var part in (path.StartsWith('/') ? path : $"{directory}/{path}").Split('/'))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or ".."))
                parts.Add(part);
        }
        return "/" + string.Join('/', parts);
    }

    /// <summary>True for the folder itself and for everything in it.</summary>
    public static bool IsIn(string path, string folder) =>
        path == folder || path.StartsWith(folder == "/" ? folder : folder + "/", StringComparison.Ordinal);

    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
