using System.Text.Json;

namespace Scaffold.Checks.Verification;

/// <summary>What the images of a repository are for, as its container.json says: only that is judged.</summary>
/// <param name="Targets">Stages of the Dockerfile that become images, with what each is for; a null is the last stage.</param>
internal sealed record RepositoryShape(IReadOnlyList<(string? Stage, Profile Profiles)> Targets)
{
    private static readonly RepositoryShape Combined = Of(Profile.All);

    public static RepositoryShape Of(Profile profiles) => new([(null, profiles)]);

    public static RepositoryShape In(string directory) => Role(Path.Combine(directory, "container.json")) switch
    {
        "separate" => new([("training", Profile.Train), ("inference", Profile.Serve)]),
        "training" => Of(Profile.Train),
        "inference" => Of(Profile.Serve),
        _ => Combined,
    };

    // Another tool's file of that name is none of ours.
    private static string? Role(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return json.RootElement.TryGetProperty("parameters", out var parameters) && parameters.TryGetProperty("role", out var role) ? role.GetString() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
