using Launcher.Python;

namespace Launcher;

/// <summary>The JSON files in which SageMaker describes the job (FS-01 to FS-05).</summary>
internal static class ConfigFile
{
    /// <summary>Reads one; a missing one is <paramref name="otherwise"/>.</summary>
    public static OrderedDictionary<string, object?> Read(string name, string otherwise = "{}")
    {
        var path = Path.Combine(Folders.Config, name);
        try
        {
            var text = File.Exists(path) ? File.ReadAllText(path) : otherwise;
            return PythonJson.Parse(text) as OrderedDictionary<string, object?>
                ?? throw new Fault($"{path}: expected a JSON object");
        }
        catch (JsonFault e)
        {
            throw new Fault($"{path}, {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Fault($"{path}: {e.Message}");
        }
    }
}
