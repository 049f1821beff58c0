namespace Scaffold.Engine;

/// <summary>What a build came to. Closed: these two cases are all there are.</summary>
public abstract record BuildOutcome
{
    private BuildOutcome()
    {
    }

    /// <param name="Image">What <see cref="RunRequest.Image"/> takes: an image ID, or a folder of programs.</param>
    public sealed record Built(string Image, TimeSpan Took) : BuildOutcome;

    /// <param name="Step">The step that failed, such as a Dockerfile instruction.</param>
    /// <param name="Command">The command to repeat it by hand.</param>
    public sealed record Failed(string Step, IReadOnlyList<string> LogTail, string Command) : BuildOutcome;
}
