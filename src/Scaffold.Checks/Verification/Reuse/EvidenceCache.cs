using System.Text.Json;

namespace Scaffold.Checks.Verification.Reuse;

/// <summary>Results of earlier verifications, a JSON file for each key, so that what did not change is not judged again.</summary>
public sealed class EvidenceCache(string folder)
{
    private const int MostFiles = 100;

    /// <summary>The one of this user.</summary>
    public static EvidenceCache OfUser()
    {
        var root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache) ? cache
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return new(Path.Combine(root, "sagemaker-container", "evidence"));
    }

    /// <summary>What passed or warned under this key, by ID; empty where nothing is known, or the file is not as we write it.</summary>
    public async Task<IReadOnlyDictionary<string, CheckResult>> ReadAsync(string key, IReadOnlyList<CheckInfo> checks, CancellationToken ct)
    {
        var file = FileOf(key);
        try
        {
            using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(file, ct));
            return EvidenceReader.Read(json.RootElement, file, checks);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new Dictionary<string, CheckResult>();
        }
    }

    /// <summary>Keeps a result, together with what was known of checks that it does not hold. A cache that cannot be written is none.</summary>
    public async Task WriteAsync(string key, VerifyResult result, IReadOnlyDictionary<string, CheckResult> earlier, CancellationToken ct)
    {
        var kept = earlier.Values.Where(check => result.Checks.All(other => other.Info.Id != check.Info.Id));
        var text = VerifyJson.Of(result with { Checks = [.. result.Checks, .. kept] });
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute); // logs may tell secrets
            await WholeFile.WriteAsync(FileOf(key), text + "\n", ct);
            RemoveOldest();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the next run judges again
        }
    }

    private string FileOf(string key) => Path.Combine(folder, key + ".json");

    private void RemoveOldest()
    {
        foreach (var file in new DirectoryInfo(folder).GetFiles("*.json").OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostFiles))
            file.Delete();
    }
}
