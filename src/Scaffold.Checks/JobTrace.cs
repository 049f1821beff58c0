using Scaffold.Engine;

namespace Scaffold.Checks;

/// <summary>A job on several hosts as it was seen, for the reports; times are since its first host was started.</summary>
/// <param name="What">What was tried on it.</param>
public sealed record JobTrace(string What, IReadOnlyList<HostTrace> Hosts)
{
    /// <summary>What was done to it, in order.</summary>
    public IReadOnlyList<JobMark> Marks { get; init; } = [];

    /// <summary>What all printed, in the order of time.</summary>
    public IEnumerable<(TimeSpan At, string Host, LogLine Line)> Interleaved =>
        Hosts.SelectMany(host => host.Log.Select(line => (At: host.From + line.At, host.Name, Line: line))).OrderBy(line => line.At);
}

/// <summary>One host of a job.</summary>
/// <param name="ExitCode">Null when it was still running at the end.</param>
/// <param name="Log">Its last lines; their times are since its own start.</param>
public sealed record HostTrace(string Name, TimeSpan From, TimeSpan To, int? ExitCode, IReadOnlyList<LogLine> Log);

/// <summary>Something that was done to a job.</summary>
public sealed record JobMark(TimeSpan At, string What);
