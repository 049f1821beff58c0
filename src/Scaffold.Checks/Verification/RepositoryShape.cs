using System.Text.Json;

namespace Scaffold.Checks.Verification;

/// <summary>What the images of a repository are for, as its container.json says: only that is judged.</summary>
/// <param name="Targets">Stages of the Dockerfile that become images, with what each is for; a null is the last stage.</param>
/// <param name="Known">False where nobody says what the image is for, and it is asked itself once it is there.</param>
/// <param name="IsDeclared">The uses were declared: no others are judged.</param>
internal sealed record RepositoryShape(IReadOnlyList<(string? Stage, Profile Profiles)> Targets, bool Known, bool IsDeclared)
{
    /// <summary>The uses whose checks are in the result; those not declared are skipped with what would enable them, those there is no image for are left out.</summary>
    public Profile Judged => IsDeclared ? All : Profile.Processing | ((All & Profile.Jobs) != 0 ? Profile.Jobs : 0) | ((All & Profile.Hosting) != 0 ? Profile.Hosting : 0);

    private Profile All => Targets.Aggregate(Profile.None, (all, target) => all | target.Profiles);

    /// <param name="directory">Null for an image without a repository.</param>
    /// <param name="wanted">The declared uses; null when none are.</param>
    public static RepositoryShape Of(string? directory, Profile? wanted)
    {
        var role = directory is null ? null : Role(Path.Combine(directory, "container.json"));
        (string?, Profile)[] targets = role switch
        {
            "separate" => [("training", Profile.Train), ("inference", Profile.Serve)],
            "training" => [(null, Profile.Train)],
            "inference" => [(null, Profile.Serve)],
            _ => [(null, Profile.Default)],
        };
        if (wanted is not { } uses)
            return new(targets, role is not null, IsDeclared: false);
        return new([.. targets.Select(target => (target.Item1, Part(target.Item2, uses))).Where(target => target.Item2 != 0 || targets.Length == 1)], Known: true, IsDeclared: true);
    }

    // Of a declared use, what falls to an image made for training, for hosting, or for both.
    private static Profile Part(Profile image, Profile uses) =>
        uses & (Profile.Processing | (image.HasFlag(Profile.Train) ? Profile.Jobs : 0) | (image.HasFlag(Profile.Serve) ? Profile.Hosting : 0));

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
