using System.Text.Json.Nodes;
using Scaffold.Checks.Training;

namespace Scaffold.Checks.Distributed;

/// <summary>What hosts are called, and what each is told of the others (FS-06).</summary>
internal static class HostNames
{
    /// <param name="number">From 1.</param>
    public static string Of(int number) => $"algo-{number}";

    /// <summary>resourceconfig.json of a host; of several instance groups, the first has the first numbers.</summary>
    /// <param name="number">Whose, from 1.</param>
    public static JsonObject ResourceConfig(int number, SampleHosts hosts)
    {
        List<(string, IReadOnlyList<string>)> groups = [];
        var first = 1;
        foreach (var (name, count) in hosts.Groups is [] ? [("homogeneousCluster", hosts.Count)] : hosts.Groups)
        {
            groups.Add((name, [.. Enumerable.Range(first, count).Select(Of)]));
            first += count;
        }
        return TrainingInputs.ResourceConfig(Of(number), groups);
    }
}
