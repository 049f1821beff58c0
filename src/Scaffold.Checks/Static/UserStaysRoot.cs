using System.Text.Json.Nodes;

namespace Scaffold.Checks.Static;

/// <summary>The Dockerfile leaves the user root: SageMaker's mounts below /opt/ml belong to root.</summary>
internal sealed class UserStaysRoot : ICheck
{
    public CheckInfo Info { get; } = new("C-03", "The Dockerfile ends as root", Phase.Static, Profile.All, ["TRN-09", "INF-05"])
    {
        Details = """
            Looks at the last USER of the last stage, else at the base image's, when the engine has it. Root is `root` or `0`, with any group.

            - Fails for hosting.
            - Warns when the image is for training alone, and when USER depends on a build argument.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (await LaunchFacts.OfAsync(subject, ct) is not { } facts)
            return Finding.Skip("There is no Dockerfile and no image to look at.");
        if (facts.User is not { } user)
            return Finding.Pass($"No USER is set: the image runs as root.{facts.Unseen}");

        JsonObject measured = new() { ["user"] = user.Name };
        if (user.IsRoot)
            return Finding.Pass($"{user.Where}: USER {user.Name} is root.") with { Measured = measured };
        IReadOnlyList<SourcePlace> places = user.Place is { } place ? [place] : [];
        var fix = "Take USER out, or end the last stage with USER root.";
        if (user.Name.Contains('$', StringComparison.Ordinal))
            return Finding.Warn($"{user.Where}: USER {user.Name} depends on a build argument; it must come out as root or 0.", fix) with { Measured = measured, Places = places };
        var serves = subject.Profiles.HasFlag(Profile.Serve);
        return new Finding(
            serves ? Outcome.Fail : Outcome.Warn,
            serves
                ? $"{user.Where}: USER {user.Name} is not root: hosting allows root only."
                : $"{user.Where}: USER {user.Name} is not root: what SageMaker mounts below /opt/ml belongs to root.",
            fix)
        { Measured = measured, Places = places };
    }
}
