namespace Scaffold.Core.Problems;

/// <summary>Every exit code of the command, documented in docs/exit-codes.md.</summary>
public enum ExitCode
{
    Done = 0,
    ChecksFailed = 1,
    Usage = 2,
    NoEngine = 3,
    Bug = 70,
    WouldOverwrite = 73,
    Interrupted = 130,
}
