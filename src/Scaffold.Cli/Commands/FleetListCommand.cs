using System.CommandLine;
using Scaffold.Cli.Reports;
using Scaffold.Core.Parameters;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Commands;

/// <summary><c>fleet list</c>: each repository, what it is, and by which version it was written last.</summary>
internal static class FleetListCommand
{
    public static Command Create(Terminal terminal)
    {
        FleetOptions fleet = new();
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        Command command = new("list", "Show each repository: its parameters, and the version that wrote it last.\n\nExample: sagemaker-container fleet list --fleet fleet.json --json") { json };
        fleet.AddTo(command);
        command.SetAction(parsed =>
        {
            List<(string Folder, ContainerJson File)> read = [];
            List<Problem> faults = [];
            foreach (var folder in fleet.RepositoriesOf(parsed, fleet.FileOf(parsed)).All)
            {
                try
                {
                    read.Add((folder, ContainerJson.Read(folder, new Dictionary<string, string>())));
                }
                catch (UserErrorException e)
                {
                    faults.Add(e.Problem);
                }
            }
            if (parsed.GetValue(json))
                FleetTable.WriteJson(terminal.Out, read);
            else
                FleetTable.Write(terminal.Out, read);
            foreach (var fault in faults)
                terminal.Report(fault);
            return (int)(faults.Count > 0 ? ExitCode.Usage : ExitCode.Done);
        });
        return command;
    }
}
