using Scaffold.Checks.Dockerfiles;
using Scaffold.Engine;

namespace Scaffold.Checks.Image;

/// <summary>Finds programs in an image as its engine would: by PATH and working directory.</summary>
internal sealed class ImagePrograms(ImageConfig config, IImageFiles files)
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The folders of PATH, absolute.</summary>
    public IReadOnlyList<string> SearchPath { get; } =
        [.. (config.Environment.GetValueOrDefault("PATH") is { Length: > 0 } path ? path : DefaultPath).Split(':').Select(folder => ImagePath.Resolve(WorkingDirectory(config), folder)).Distinct()];

    /// <summary>The file a word starts: the first on PATH that is executable, else the first there is; null when there is none.</summary>
    public async Task<ImageFile?> FindAsync(string word, CancellationToken ct)
    {
        if (word.Contains('/', StringComparison.Ordinal))
            return await files.StatAsync(ImagePath.Resolve(WorkingDirectory(config), word), ct) is { IsDirectory: false } file ? file : null;
        ImageFile? first = null;
        foreach (var folder in SearchPath)
        {
            if (word.Length == 0 || await files.StatAsync(ImagePath.Resolve(folder, word), ct) is not { IsDirectory: false } found)
                continue;
            if ((found.Mode & 0x49) != 0) // 0111
                return found;
            first ??= found;
        }
        return first;
    }

    private static string WorkingDirectory(ImageConfig config) => config.WorkingDirectory.Length == 0 ? "/" : config.WorkingDirectory;
}
