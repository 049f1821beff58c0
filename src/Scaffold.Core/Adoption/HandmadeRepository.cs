using System.Text.Json;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;
using Scaffold.Core.Problems;
using Scaffold.Core.Writing;

namespace Scaffold.Core.Adoption;

/// <summary>A folder with a Dockerfile that no tool of ours has written.</summary>
public static class HandmadeRepository
{
    private const string Dockerfile = "Dockerfile";

    /// <summary>Rolls back what a killed run left half-done, and refuses what cannot be adopted.</summary>
    /// <returns>Something was rolled back.</returns>
    /// <exception cref="UserErrorException">It has no Dockerfile, or has been adopted.</exception>
    public static bool Guard(string folder)
    {
        if (!Directory.Exists(folder))
            throw Bad("SM320", "There is no such folder.", folder, "Name the folder of a repository with a Dockerfile.");
        var recovered = InPlaceUpdate.Recover(folder);
        var container = Path.Combine(folder, ContainerJson.FileName);
        if (Directory.Exists(Path.Combine(folder, PristineRecord.Folder)) || IsOurs(container))
            throw Bad("SM321", "It is a repository of this tool already.", folder, "Leave --adopt out: regenerate brings it to today's templates.");
        if (Path.Exists(container))
            throw Bad("SM322", "Another tool's container.json is in the place of ours.", container, "Give it another name, then run again.");
        if (!File.Exists(Path.Combine(folder, Dockerfile)))
            throw Bad("SM320", "There is no Dockerfile in this folder.", folder, Nearby(folder) is { } other ? $"There is one in {other}: name that folder." : "Name the folder of a repository with a Dockerfile.");
        return recovered;
    }

    private static bool IsOurs(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return json.RootElement.TryGetProperty("generator", out var generator) && generator.ValueEquals("sagemaker-container");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string? Nearby(string folder) => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).FirstOrDefault(child => File.Exists(Path.Combine(child, Dockerfile)));

    private static UserErrorException Bad(string code, string what, string where, string fix) => new(new(code, what, where, fix, ExitCode.Usage));
}
