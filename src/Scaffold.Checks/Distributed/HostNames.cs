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
        var config = TrainingInputs.ResourceConfig(Of(number), [.. Enumerable.Range(1, hosts.Count).Select(Of)]);
        if (hosts.Groups.Count == 0)
            return config;
        JsonArray groups = [];
        var first = 1;
        foreach (var (index, (name, count)) in hosts.Groups.Index())
        {
            var type = index == 0 ? "ml.m5.xlarge" : "ml.c5.xlarge";
            groups.Add((JsonNode)new JsonObject
            {
                ["instance_group_name"] = name,
                ["instance_type"] = type,
                ["hosts"] = new JsonArray([.. Enumerable.Range(first, count).Select(host => (JsonNode)Of(host))]),
            });
            if (number >= first && number < first + count)
                (config["current_group_name"], config["current_instance_type"]) = (name, type);
            first += count;
        }
        config["instance_groups"] = groups;
        return config;
    }
}
