using System.CommandLine;

namespace Scaffold.Cli.Commands;

/// <summary><c>fleet</c>: many repositories at a glance, and shared out among machines.</summary>
internal static class FleetCommand
{
    public static Command Create(Terminal terminal) =>
        new("fleet", "List many repositories, share them out among machines, build them together.\n\nExample: sagemaker-container fleet list \"models/*\"")
        {
            FleetListCommand.Create(terminal),
            FleetMatrixCommand.Create(terminal),
            FleetBakeCommand.Create(terminal),
        };
}
