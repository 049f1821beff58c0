using Docker.DotNet.Models;

namespace Scaffold.Engine.Docker;

/// <summary>An image's configuration out of the engine's answer.</summary>
internal static class ImageConfigs
{
    public static ImageConfig From(ImageInspectResponse image) => new(image.ID, image.Os, image.Architecture, image.Size)
    {
        User = image.Config?.User ?? "",
        WorkingDirectory = image.Config?.WorkingDir ?? "",
        Entrypoint = [.. image.Config?.Entrypoint ?? []],
        Command = [.. image.Config?.Cmd ?? []],
        Environment = VariablesOf(image.Config?.Env ?? []),
        Labels = new Dictionary<string, string>(image.Config?.Labels ?? new Dictionary<string, string>()),
        Volumes = [.. image.Config?.Volumes?.Keys ?? []],
        ExposedPorts = [.. image.Config?.ExposedPorts?.Keys ?? []],
        StopSignal = image.Config?.StopSignal is { Length: > 0 } signal ? signal : null,
        LayerDigests = [.. image.RootFS?.Layers ?? []],
    };

    // The last of equal names counts, as for execve.
    private static Dictionary<string, string> VariablesOf(IEnumerable<string> lines)
    {
        Dictionary<string, string> variables = [];
        foreach (var line in lines)
        {
            var end = line.IndexOf('=');
            variables[end < 0 ? line : line[..end]] = end < 0 ? "" : line[(end + 1)..];
        }
        return variables;
    }
}
