using System.CommandLine;
using Scaffold.Cli.Reports;
using Scaffold.Core.Catalog.Images;
using Scaffold.Core.Parameters;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Commands;

/// <summary><c>images list</c>: AWS's prebuilt images and the frameworks' own public ones.</summary>
internal static class ImagesListCommand
{
    public static Command Create(Terminal terminal)
    {
        var framework = new Option<string?>("--framework") { Description = "Show one framework, version by version.", HelpName = "name" };
        var json = new Option<bool>("--json") { Description = "Print all that is known as JSON." };
        framework.CompletionSources.Add(_ => ImageCatalog.Names.Select(name => new System.CommandLine.Completions.CompletionItem(name)));

        Command command = new("list", "Show AWS's prebuilt images and the frameworks' own public ones.\n\nExample: sagemaker-container images list --framework pytorch") { framework, json };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(framework);
            if (name is not null && !ImageCatalog.Names.Contains(name))
                throw new UserErrorException(new("SM020", $"There is no framework '{Printable.Of(name)}' in the catalogue.", "--framework",
                    $"Use --framework {Nearest.To(name, ImageCatalog.Names)}, or leave it out to see all.", ExitCode.Usage));
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(ImageListJson.Of(name));
            else
                ImageTable.Write(name, terminal.Out);
            return (int)ExitCode.Done;
        });
        return command;
    }
}
