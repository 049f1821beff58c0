using Scaffold.Engine;

namespace Scaffold.Checks.Serving;

/// <summary>How the start of a server came out. Closed: these three cases are all there are.</summary>
internal abstract record Readiness(TimeSpan After)
{
    /// <summary>/ping gave 200.</summary>
    public sealed record Ready(TimeSpan After) : Readiness(After);

    /// <summary>It ended before that.</summary>
    public sealed record Exited(TimeSpan After, RunExit Exit) : Readiness(After);

    /// <summary>It runs, and gave no 200 in the time it had.</summary>
    /// <param name="Last">The last answer on /ping.</param>
    public sealed record Silent(TimeSpan After, Reply Last) : Readiness(After);
}
