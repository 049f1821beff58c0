namespace Scaffold.Checks.Image;

/// <summary>The image is for Linux on amd64.</summary>
internal sealed class ImageIsLinuxAmd64 : ICheck
{
    public CheckInfo Info { get; } = new("C-21", "The image is for linux/amd64", Phase.Image, Profile.All, ["IMG-01"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Reads system and processor of the image's configuration.

            - Fails: anything but linux/amd64. Hosting on Graviton types would take arm64, which cannot be declared here.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var config = await subject.ConfigAsync(ct);
        var platform = $"{config.Os}/{config.Architecture}";
        var finding = platform == "linux/amd64"
            ? Finding.Pass("The image is for linux/amd64.")
            : Finding.Fail(
                $"The image is for {platform}: exec format error on SageMaker's instances, which are linux/amd64 (arm64 only for hosting on Graviton types).",
                "Build it with docker build --platform linux/amd64, also on an Arm machine.");
        return finding with { Measured = new() { ["os"] = config.Os, ["architecture"] = config.Architecture } };
    }
}
