using System.CommandLine;
using Scaffold.Cli.Reports;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Commands;

/// <summary><c>fleet matrix</c>: the shards of a fleet, in the form a CI system takes for its matrix.</summary>
internal static class FleetMatrixCommand
{
    private const int Most = 256; // what GitHub Actions takes

    public static Command Create(Terminal terminal)
    {
        FleetOptions fleet = new();
        var shards = new Option<int>("--shards") { Description = "Machines to share the work among; none gets nothing to do.", HelpName = "count", Required = true };
        Command command = new("matrix", "Print the shards as a matrix in JSON, for a CI system's own machines.\n\nExample: sagemaker-container fleet matrix \"models/*\" --shards 10") { shards };
        fleet.AddTo(command);
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(shards);
            if (wanted is < 1 or > Most)
                throw new UserErrorException(new("SM313", $"There cannot be {wanted} shards.", "--shards", $"Use 1 to {Most}.", ExitCode.Usage));
            var repositories = fleet.RepositoriesOf(parsed, fleet.FileOf(parsed)).Count;
            terminal.Out.WriteLine(Matrix(repositories, Math.Min(wanted, repositories)));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static string Matrix(int repositories, int shards)
    {
        return JsonText.Of(json =>
        {
            json.WriteStartArray("include");
            for (var number = 1; number <= shards; number++)
            {
                json.WriteStartObject();
                json.WriteString("shard", new Fleet.Shard(number, shards).ToString());
                json.WriteNumber("repositories", (repositories - number) / shards + 1);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }, indented: false);
    }
}
