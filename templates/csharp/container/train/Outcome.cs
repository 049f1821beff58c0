namespace Launcher;

/// <summary>How a program ended.</summary>
/// <param name="Status">Its exit code, or -n when signal n killed it.</param>
/// <param name="ErrorTail">The end of what it wrote to stderr.</param>
internal sealed record Outcome(int Status, string ErrorTail)
{
    /// <summary>The exit code as a shell would give it.</summary>
    public int ExitCode => Status >= 0 ? Status : 128 - Status;
}
