using System.CommandLine;

namespace Scaffold.Cli.Commands;

/// <summary><c>images</c>: the base images there are, and those of a repository.</summary>
internal static class ImagesCommand
{
    public static Command Create(Terminal terminal) =>
        new("images", "Show base images, find the address of AWS's own, and keep those of a repository at known digests.\n\nExample: sagemaker-container images list --framework pytorch")
        {
            ImagesListCommand.Create(terminal),
            ImagesResolveCommand.Create(terminal),
            ImagesPinCommand.Create(terminal),
            ImagesOutdatedCommand.Create(terminal),
        };
}
