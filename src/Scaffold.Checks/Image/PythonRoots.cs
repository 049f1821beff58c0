using Scaffold.Engine;

namespace Scaffold.Checks.Image;

/// <summary>Finds where the Pythons of an image keep their packages, without listing folders that may hold gigabytes.</summary>
internal static class PythonRoots
{
    private const int OldestMinor = 6, NewestMinor = 20;
    private static readonly string[] Known = ["/usr", "/usr/local", "/opt/conda", "/opt/venv"];

    /// <summary>The site-packages and dist-packages folders there are.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(ImagePrograms programs, IImageFiles files, CancellationToken ct)
    {
        var prefixes = programs.SearchPath.Where(folder => folder.EndsWith("/bin", StringComparison.Ordinal) && folder.Length > 4).Select(folder => folder[..^4]).Concat(Known).Distinct();
        List<string> found = [];
        foreach (var library in prefixes.Select(prefix => $"{prefix}/lib"))
        {
            await AddAsync($"{library}/python3/dist-packages");
            for (var minor = OldestMinor; minor <= NewestMinor; minor++)
            {
                if (await files.StatAsync($"{library}/python3.{minor}", ct) is not { IsDirectory: true })
                    continue;
                await AddAsync($"{library}/python3.{minor}/site-packages");
                await AddAsync($"{library}/python3.{minor}/dist-packages");
            }
        }
        return found;

        async Task AddAsync(string folder)
        {
            if (await files.StatAsync(folder, ct) is { IsDirectory: true })
                found.Add(folder);
        }
    }
}
