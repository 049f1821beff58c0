using System.CommandLine;
using Scaffold.Cli.Reports;
using Scaffold.Core.Catalog.Images;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Commands;

/// <summary><c>images resolve</c>: the address of one of AWS's prebuilt images.</summary>
internal static class ImagesResolveCommand
{
    public static Command Create(Terminal terminal)
    {
        var framework = Required("--framework", "Framework, such as pytorch; `images list` names them all.", "name");
        var version = Text("--version", "Version of the framework, or an alias such as 2.6 [default: the newest].", "version");
        var python = Text("--py", "Python as tags write it, such as py312, where there are several.", "python");
        var region = Required("--region", "AWS region, such as eu-west-1.", "region");
        var instance = Text("--instance-type", "Instance type it is to run on, such as ml.g5.xlarge.", "type");
        var device = Text("--device", "What it is to run on, instead of an instance type.", "cpu|gpu");
        var scope = Text("--scope", "What it is for; some frameworks have others, such as processing.", "training|inference");
        var below = Text("--base-framework-version", "huggingface only: what it stands on, such as pytorch2.6.0.", "version");
        var container = Text("--container-version", "End of the tag, such as cu124-ubuntu22.04-sagemaker, where tags have one.", "version");
        var distribution = Text("--distribution", "SageMaker's own distribution library.", "smdistributed");
        var json = new Option<bool>("--json") { Description = "Print the address, its parts and what is known of it as JSON." };

        framework.CompletionSources.Add(_ => Items(ImageCatalog.Frameworks));
        region.CompletionSources.Add(_ => Items(ImageCatalog.Regions));
        scope.CompletionSources.Add("training", "inference");
        device.CompletionSources.Add("cpu", "gpu");
        distribution.CompletionSources.Add("smdistributed");

        Command command = new("resolve", "Print the address of one of AWS's prebuilt images.\n\nExample: sagemaker-container images resolve --framework pytorch --version 2.6 --region eu-west-1 --device gpu --scope training");
        foreach (var option in new Option[] { framework, version, python, region, instance, device, scope, below, container, distribution, json })
            command.Add(option);
        command.SetAction(parsed =>
        {
            Guard(parsed.GetValue(instance), parsed.GetValue(device), parsed.GetValue(distribution));
            var image = ImageCatalog.Resolve(new(parsed.GetRequiredValue(framework), parsed.GetRequiredValue(region))
            {
                Version = parsed.GetValue(version),
                Python = parsed.GetValue(python),
                InstanceType = parsed.GetValue(instance),
                Device = parsed.GetValue(device),
                Scope = parsed.GetValue(scope),
                BaseFrameworkVersion = parsed.GetValue(below),
                ContainerVersion = parsed.GetValue(container),
                SmDistributed = parsed.GetValue(distribution) is not null,
            });
            terminal.Out.WriteLine(parsed.GetValue(json) ? ImageJson.Of(image) : image.Uri);
            foreach (var note in image.Notes)
                terminal.Error.WriteLine($"note: {note}");
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void Guard(string? instance, string? device, string? distribution)
    {
        if (instance is not null && device is not null)
            throw new UserErrorException(new("SM028", "An instance type has a device of its own.", "--device", "Leave out --device or --instance-type.", ExitCode.Usage));
        if (distribution is not (null or "smdistributed"))
            throw new UserErrorException(new("SM033", $"'{Printable.Of(distribution)}' chooses no image; only smdistributed does.", "--distribution", "Use --distribution smdistributed, or leave it out.", ExitCode.Usage));
    }

    private static Option<string?> Text(string name, string description, string value) => new(name) { Description = description, HelpName = value };

    private static Option<string> Required(string name, string description, string value) => new(name) { Description = description, HelpName = value, Required = true };

    private static IEnumerable<System.CommandLine.Completions.CompletionItem> Items(IEnumerable<string> values) =>
        values.Select(value => new System.CommandLine.Completions.CompletionItem(value));
}
