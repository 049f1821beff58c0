namespace Scaffold.Core.Problems;

/// <summary>Stops the command for a reason the user can mend; caught once, in Program.cs.</summary>
public sealed class UserErrorException(Problem problem, Exception? inner = null) : Exception(problem.ToString(), inner)
{
    public Problem Problem { get; } = problem;
}
