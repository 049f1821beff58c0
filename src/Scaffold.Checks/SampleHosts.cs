using System.Text.RegularExpressions;

namespace Scaffold.Checks;

/// <summary>A training job on several hosts, and what is to come of it.</summary>
public sealed record SampleHosts
{
    public static SampleHosts Two { get; } = new();

    /// <summary>How many there are: 2 to 32.</summary>
    public int Count { get; init; } = 2;

    /// <summary>Hosts by instance group, in this order, of a heterogeneous cluster (DST-12); none for one group of all.</summary>
    public IReadOnlyList<(string Name, int Count)> Groups { get; init; } = [];

    /// <summary>The line in which each process says who it is: group 1 is its rank, group 2 how many there are; null when not declared.</summary>
    public Regex? World { get; init; }

    /// <summary>By how much the last value of a metric may differ from that of one host, as a share of that, or of 1 where it is smaller; null when nothing is compared.</summary>
    public double? Tolerance { get; init; }
}
