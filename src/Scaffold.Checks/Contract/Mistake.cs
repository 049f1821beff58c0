namespace Scaffold.Checks.Contract;

/// <summary>A failure that users reported, as content/contract/threads.json has it.</summary>
/// <param name="Failure">What they saw, in markdown.</param>
/// <param name="Threads">owner/repository#number, on GitHub.</param>
/// <param name="Checks">IDs of the checks that find it, of those we have and of those to come.</param>
public sealed record Mistake(string Failure, IReadOnlyList<string> Threads, IReadOnlyList<string> Checks)
{
    /// <summary>Where a thread is read; a pull request is found there too.</summary>
    public static Uri PageOf(string thread)
    {
        var number = thread.IndexOf('#', StringComparison.Ordinal);
        return new($"https://github.com/{thread[..number]}/issues/{thread[(number + 1)..]}");
    }
}
