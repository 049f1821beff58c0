using Scaffold.Checks.Dockerfiles;
using Scaffold.Checks.Static;

namespace Scaffold.Checks.Image;

/// <summary>The image declares no volume under /opt/ml, its base's included.</summary>
internal sealed class NoVolumeUnderOptMl : ICheck
{
    public CheckInfo Info { get; } = new("C-26", "The image declares no volume under /opt/ml", Phase.Image, Profile.All, ["IMG-06"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Reads the volumes of the image's configuration, the base image's included.

            - Fails: a volume on `/opt/ml` or below it.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var volumes = (await subject.ConfigAsync(ct)).Volumes;
        var bad = volumes.Where(path => ImagePath.IsIn(ImagePath.Resolve("/", path), ReservedFolders.Root)).ToList();
        return bad.Count == 0
            ? Finding.Pass(volumes.Count == 0 ? "The image declares no volume." : $"No volume is under /opt/ml: {string.Join(", ", volumes)}.")
            : Finding.Fail(
                $"The image declares a volume on {string.Join(", ", bad)}, which gets between SageMaker's mounts and the program.",
                "Take that VOLUME out of the Dockerfile, or choose a base image without it: a volume cannot be undeclared.") with
            { Evidence = [.. volumes] };
    }
}
