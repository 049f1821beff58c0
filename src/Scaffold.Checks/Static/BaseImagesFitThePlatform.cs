using System.Text.Json.Nodes;
using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Static;

/// <summary>FROM names the platform SageMaker runs, or none, and a version of its image.</summary>
internal sealed class BaseImagesFitThePlatform : ICheck
{
    private const string Target = "linux/amd64";

    public CheckInfo Info { get; } = new("C-08", "FROM fits the platform and names a version", Phase.Static, Profile.All, ["IMG-01"])
    {
        Needs = Needs.Dockerfile,
        Details = """
            Reads every FROM.

            - Fails: the last stage, or one it is FROM, asks for a platform other than linux/amd64, or for that of the machine that builds.
            - Warns: that platform depends on a build argument; any stage names its image without a tag, or by `latest`.
            - A stage that only builds may have any platform. An image named by a build argument of unknown value is not judged.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (await Dockerfile.OfAsync(subject, ct) is not { FinalStage: { } final } file)
            return Finding.Skip("There is no Dockerfile with a FROM.");
        Tally tally = new();
        tally.Measured["bases"] = new JsonArray([.. file.Stages.Where(stage => stage.Parent is null).Select(stage => stage.Base).Distinct().Select(name => (JsonNode)name)]);
        foreach (var stage in final.Chain)
            JudgePlatform(file, stage, tally);
        foreach (var stage in file.Stages.Where(stage => stage.Parent is null && IsUnpinned(stage.Base)))
        {
            tally.Warn(
                file.At(stage.From),
                $"FROM {stage.Base} takes whatever is newest on the day of the build.",
                $"Name a version: FROM {WithoutTag(stage.Base)}:VERSION, or a digest.");
        }
        return tally.ToFinding($"Every FROM names a version and none a platform other than {Target}.");
    }

    /// <summary>Judged for the last stage and what it is FROM; a stage that only builds may run anywhere.</summary>
    private static void JudgePlatform(Dockerfile file, Stage stage, Tally tally)
    {
        if (stage.Platform is not { Length: > 0 } platform || platform is Target or "linux/x86_64" || IsVariable(platform, "TARGETPLATFORM"))
            return;
        var at = file.At(stage.From);
        var seen = $"FROM --platform={platform}";
        if (IsVariable(platform, "BUILDPLATFORM"))
            tally.Fail(at, $"{seen} takes the platform of the machine that builds for the image itself.", "Take --platform out of this FROM; it is for stages that only build.");
        else if (platform.Contains('$', StringComparison.Ordinal))
            tally.Warn(at, $"{seen} depends on a build argument; it must come out as {Target}.", $"Take --platform out, or write --platform={Target}.");
        else
            tally.Fail(at, $"{seen} is not {Target}, on which SageMaker runs it.", $"Take --platform out, or write --platform={Target}.");
    }

    private static bool IsVariable(string text, string name) => text == "$" + name || text == "${" + name + "}";

    private static bool IsUnpinned(string image) =>
        image is not ("" or "scratch") && !image.Contains('$', StringComparison.Ordinal) && !image.Contains('@', StringComparison.Ordinal) &&
        Tag(image) is null or "latest";

    private static string? Tag(string image)
    {
        var name = ImagePath.Name(image);
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : name[(colon + 1)..];
    }

    private static string WithoutTag(string image) => Tag(image) is { } tag ? image[..^(tag.Length + 1)] : image;
}
