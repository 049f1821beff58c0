using Scaffold.Checks.Static;

namespace Scaffold.Checks.Image;

/// <summary>The image's user is root.</summary>
internal sealed class ImageRunsAsRoot : ICheck
{
    public CheckInfo Info { get; } = new("C-20", "The image runs as root", Phase.Image, Profile.All, ["TRN-09", "INF-05"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Reads the user of the image's configuration, the base image's included.

            - Fails: any user but `root` or `0`, also for training alone: the folders SageMaker mounts belong to root.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var user = (await subject.ConfigAsync(ct)).User;
        var finding = new UserSetting(user, "").IsRoot
            ? Finding.Pass(user.Length == 0 ? "The image names no user: it runs as root." : $"The image runs as {user}.")
            : Finding.Fail($"The image runs as {user}; SageMaker's mounts below /opt/ml belong to root, and hosting allows root only.", "End the Dockerfile with USER root, or take USER out.");
        return finding with { Measured = new() { ["user"] = user } };
    }
}
