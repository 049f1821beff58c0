using System.Globalization;
using System.Text.RegularExpressions;
using Scaffold.Core.Problems;

namespace Scaffold.Checks.Verification;

/// <summary>Reads <c>hosts</c> of verify.json and <c>--hosts</c>.</summary>
internal static partial class HostsSample
{
    private const int Least = 2, Most = 32;

    /// <summary>What may stand in <c>hosts</c>; content/verify.schema.json says the same.</summary>
    public static readonly IReadOnlyList<string> Settings = ["count", "groups", "world", "tolerance"];

    private static readonly string Numbers = $"a whole number from {Least} to {Most}",
        GroupNumbers = $"instance groups of letters, digits and hyphens with a host or more each, {Least} to {Most} hosts in all";

    /// <summary>A number, or an object.</summary>
    public static SampleHosts Of(JsonPlace place)
    {
        if (place.Element.ValueKind is System.Text.Json.JsonValueKind.Number)
            return new() { Count = CountOf(place) };
        var entries = place.Members([.. Settings]);
        SampleHosts hosts = new()
        {
            World = entries.TryGetValue("world", out var world) ? WorldOf(world) : null,
            Tolerance = entries.TryGetValue("tolerance", out var tolerance) ? ToleranceOf(tolerance) : null,
        };
        if (!entries.TryGetValue("groups", out var groups))
            return entries.TryGetValue("count", out var count) ? hosts with { Count = CountOf(count) } : hosts;
        if (entries.TryGetValue("count", out var also))
            throw also.Fault("the groups say how many hosts there are", "count or groups");
        return hosts.In([.. groups.Members().Select(group => (group.Key, Whole(group.Value)))], groups.Fault);
    }

    /// <summary>A number, or NAME=NUMBER for each group, with commas between them.</summary>
    /// <param name="fault">Makes the fault out of what is wrong and what is allowed.</param>
    public static SampleHosts Of(string text, SampleHosts declared, Func<string, string, UserErrorException> fault)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return count is >= Least and <= Most ? declared with { Count = count, Groups = [] } : throw fault($"{count} is no number of hosts", Numbers);
        return declared.In([.. text.Split(',').Select(GroupOf)], fault);

        (string, int) GroupOf(string pair) => pair.Split('=') is [var name, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var hosts) ? (name, hosts)
            : throw fault($"{text} is no number of hosts", $"{Numbers}, or groups such as workers=2,servers=1");
    }

    private static SampleHosts In(this SampleHosts hosts, IReadOnlyList<(string Name, int Count)> groups, Func<string, string, UserErrorException> fault) =>
        groups.All(group => GroupName().IsMatch(group.Name) && group.Count is >= 1 and <= Most) && groups.Select(group => group.Name).Distinct().Count() == groups.Count
            && groups.Sum(group => group.Count) is >= Least and <= Most and var all ? hosts with { Count = all, Groups = groups }
        : throw fault("these are no groups of hosts", GroupNumbers);

    private static int CountOf(JsonPlace place) => Whole(place) is >= Least and <= Most and var count ? count : throw place.Fault($"{place.Element} is no number of hosts", Numbers);

    private static int Whole(JsonPlace place) => place.Number() is >= 0 and <= Most and var number && double.IsInteger(number) ? (int)number : throw place.Fault($"{place.Element} is no number of hosts", Numbers);

    private static double ToleranceOf(JsonPlace place) => place.Number() is >= 0 and var share && double.IsFinite(share) ? share : throw place.Fault($"{place.Element} is no tolerance", "a number from 0");

    private static Regex WorldOf(JsonPlace place)
    {
        var metric = SampleMetrics.Of("world", place.Text(), place.Fault);
        return metric.Pattern.GetGroupNumbers().Length > 2 ? metric.Pattern
            : throw place.Fault("the expression has no second group", "an expression such as rank ([0-9]+) of ([0-9]+)");
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}\z")]
    private static partial Regex GroupName();
}
