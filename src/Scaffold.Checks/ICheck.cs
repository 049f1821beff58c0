namespace Scaffold.Checks;

/// <summary>One check of contract §14: one file, named for what is true when it passes.</summary>
public interface ICheck
{
    CheckInfo Info { get; }

    Task<Finding> RunAsync(Subject subject, CancellationToken ct);
}

/// <summary>What a check is, before it runs.</summary>
/// <param name="Id">C-nn of the contract.</param>
/// <param name="Title">A statement that is true when it passes.</param>
/// <param name="Rules">IDs of the rules it covers, such as TRN-16.</param>
public sealed record CheckInfo(string Id, string Title, Phase Phase, Profile Profiles, IReadOnlyList<string> Rules)
{
    /// <summary>What must be at hand; a check whose need is not met is skipped with the reason.</summary>
    public Needs Needs { get; init; }

    /// <summary>Somebody set a limit: a skip would hide that it was not held to it, so it fails instead.</summary>
    public bool MustBeJudged { get; init; }

    /// <summary>Markdown for its page: what it does, and what it fails or warns for where the contract leaves room.</summary>
    public string Details { get; init; } = "";
}

/// <summary>The order in which checks run.</summary>
public enum Phase
{
    Static,
    Image,
    Train,
    Pack,
    Serve,
}

/// <summary>What a check needs of the subject and its engine.</summary>
[Flags]
public enum Needs
{
    None = 0,

    /// <summary>A repository with a Dockerfile.</summary>
    Dockerfile = 1,

    /// <summary>A built image (either engine).</summary>
    Image = 2,

    /// <summary>An engine with images: their configuration and files.</summary>
    Containers = 4,

    /// <summary>Declared sample requests.</summary>
    Requests = 8,

    /// <summary>Declared training data: channels, possibly none.</summary>
    Channels = 16,
}
