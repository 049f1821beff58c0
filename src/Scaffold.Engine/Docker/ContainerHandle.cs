using Docker.DotNet;
using Scaffold.Core.Problems;

namespace Scaffold.Engine.Docker;

/// <summary>Creates containers, and says so clearly when their image is not there.</summary>
internal static class ContainerHandle
{
    /// <summary>A container that is never started, with a volume or without.</summary>
    public static Task<string> CreateAsync(DockerSession docker, string image, string? volume, CancellationToken ct) =>
        CreateAsync(docker, ContainerSpec.Handle(image, volume, docker.Labels), ct);

    public static async Task<string> CreateAsync(DockerSession docker, global::Docker.DotNet.Models.CreateContainerParameters spec, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            return (await docker.Client.Containers.CreateContainerAsync(spec, CancellationToken.None)).ID;
        }
        catch (DockerImageNotFoundException e)
        {
            throw new UserErrorException(new("SM104", $"The engine has no image '{spec.Image}'.", docker.Endpoint.ToString(),
                $"Build it, or `docker pull {RepeatCommand.Quote(spec.Image)}`.", ExitCode.Usage), e);
        }
    }
}
