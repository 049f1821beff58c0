using System.CommandLine;

namespace Scaffold.Cli.Commands;

/// <summary><c>images</c>: the base images there are.</summary>
internal static class ImagesCommand
{
    public static Command Create(Terminal terminal) =>
        new("images", "Show base images, and find the address of AWS's own.\n\nExample: sagemaker-container images list --framework pytorch")
        {
            ImagesListCommand.Create(terminal),
            ImagesResolveCommand.Create(terminal),
        };
}
