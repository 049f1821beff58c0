using System.Globalization;
using System.Text.RegularExpressions;
using Scaffold.Checks.Training;

namespace Scaffold.Checks.Distributed;

/// <summary>Every process of a job has a rank of its own, and all know the same number of them (DST-02).</summary>
internal static class HostRanks
{
    private const string Mend = "Take the rank from the sorted hosts of resourceconfig.json, and let every process join before it trains.";

    /// <param name="outcomes">Of all hosts, in the order of their numbers.</param>
    /// <exception cref="RegexMatchTimeoutException">The expression takes too long on a line.</exception>
    public static void Judge(Tally tally, SampleHosts hosts, IReadOnlyList<TrainingOutcome> outcomes)
    {
        if (hosts.World is not { } world)
            return;
        List<(string Host, int Rank, int Count)> said = [.. outcomes.Index().SelectMany(one => Said(world, HostNames.Of(one.Index + 1), one.Item)).Distinct()];
        if (said is [])
        {
            tally.Fail($"No host says who it is: {world} matches no line with two numbers", "Print a line such as rank 0 of 2 in each process, or correct the expression.", outcomes[0].Evidence(10));
            return;
        }
        tally.Measured["processes"] = said.Max(one => one.Count);
        var (host, rank, count) = said[0];
        if (said.FirstOrDefault(one => one.Count != count) is { Host: { } other } differs)
            tally.Fail($"{host} says there are {count} processes and {other} says {differs.Count}", Mend);
        else if (count < hosts.Count)
            tally.Fail($"{host} says it is {rank} of {count} where there are {hosts.Count} hosts", Mend);
        else if (said.GroupBy(one => one.Rank).FirstOrDefault(group => group.Count() > 1) is { } twice)
            tally.Fail($"{string.Join(" and ", twice.Select(one => one.Host))} both say they are {twice.Key} of {count}", Mend);
        else if (Enumerable.Range(0, count).Except(said.Select(one => one.Rank)).ToList() is [var missing, ..])
            tally.Fail($"Of {count} processes no one says it is {missing}", $"{Mend} Ranks count from 0.");
    }

    private static IEnumerable<(string Host, int Rank, int Count)> Said(Regex world, string host, TrainingOutcome outcome)
    {
        foreach (var match in outcome.Log.SelectMany(line => world.Matches(line.Text)))
        {
            if (Whole(match.Groups[1]) is { } rank && Whole(match.Groups[2]) is { } count)
                yield return (host, rank, count);
        }

        static int? Whole(Group group) => int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
