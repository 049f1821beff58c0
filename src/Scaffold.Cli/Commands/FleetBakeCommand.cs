using System.CommandLine;
using Scaffold.Checks.Verification;
using Scaffold.Cli.Fleet;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Commands;

/// <summary><c>fleet bake</c>: one docker-bake.hcl for all, so that one builder takes the whole fleet.</summary>
internal static class FleetBakeCommand
{
    public static Command Create(Terminal terminal)
    {
        FleetOptions fleet = new();
        var output = new Option<string>("--output", "-o") { Description = "The file to write; - for stdout.", DefaultValueFactory = _ => "docker-bake.hcl", HelpName = "file" };
        Command command = new("bake", "Write a docker-bake.hcl that builds every repository's image.\n\nExample: sagemaker-container fleet bake \"models/*\" && docker buildx bake --builder NAME --push") { output };
        fleet.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var file = parsed.GetRequiredValue(output);
            ReportOptions.Guard(output.Name, file);
            var folder = file is "-" ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(file))!;
            var targets = BakeFile.Targets(fleet.RepositoriesOf(parsed, fleet.FileOf(parsed)), folder);
            var text = BakeFile.Write(targets);
            if (file is "-")
            {
                await terminal.Out.WriteAsync(text.AsMemory(), ct);
                return (int)ExitCode.Done;
            }
            await WholeFile.WriteAsync(file, text, ct);
            terminal.Error.WriteLine($"{file}: {targets.Count} targets. Run `docker buildx bake` in its folder.");
            return (int)ExitCode.Done;
        });
        return command;
    }
}
