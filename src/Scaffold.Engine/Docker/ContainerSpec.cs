using System.Globalization;
using Docker.DotNet.Models;
using Volume = Docker.DotNet.Models.Mount;

namespace Scaffold.Engine.Docker;

/// <summary>A run as the engine's API wants it: limits on memory and processes, no privileges, no host folder, no engine socket.</summary>
/// <remarks>Docker's default capabilities stay, and so does setuid: SageMaker runs containers as root with both (TRN-10).</remarks>
// null! below: the library omits what is null, yet declares it as never null.
internal static class ContainerSpec
{
    private const long Processes = 4_096;

    public static CreateContainerParameters Of(RunRequest request, string network, string publishOn, Dictionary<string, string> labels) => new()
    {
        Image = request.Image,
        Entrypoint = request.Entrypoint?.ToList()!,
        Cmd = [.. request.Command],
        Env = [.. request.Environment.Select(pair => $"{pair.Key}={pair.Value}")],
        Hostname = request.Hostname!,
        User = request.User!,
        Tty = request.Tty,
        AttachStdout = true,
        AttachStderr = true,
        Labels = labels,
        Healthcheck = new() { Test = ["NONE"] }, // SageMaker's own is /ping
        ExposedPorts = request.Port is { } exposed ? new Dictionary<string, EmptyStruct> { [Tcp(exposed)] = default } : null!,
        NetworkingConfig = request is { Network: RunNetwork.Peers, Hostname: { } alias }
            ? new() { EndpointsConfig = new Dictionary<string, EndpointSettings> { [network] = new() { Aliases = [alias] } } }
            : null!,
        HostConfig = new()
        {
            NetworkMode = network,
            PortBindings = request.Port is { } port
                ? new Dictionary<string, IList<PortBinding>> { [Tcp(port)] = [new() { HostIP = publishOn, HostPort = "" }] }
                : null!,
            // A network with no way out still has the engine's name server: without this it would answer, or let every lookup time out.
            DNS = request.Network is RunNetwork.Closed or RunNetwork.Peers ? ["127.0.0.1"] : null!,
            // On SageMaker a host can look up its own name, also in network isolation.
            ExtraHosts = request is { Network: RunNetwork.None, Hostname: { } name } ? [$"{name}:127.0.0.1"] : null!,
            Mounts = [.. request.Mounts.Select(VolumeOf)],
            Memory = request.Memory,
            MemorySwap = request.Memory,
            NanoCPUs = request.Cpus is { } cpus ? cpus * 1_000_000_000L : 0,
            ShmSize = request.SharedMemory,
            PidsLimit = Processes,
            Init = request.Init,
            ReadonlyRootfs = request.ReadOnlyRoot,
            Tmpfs = request.ReadOnlyRoot ? new Dictionary<string, string> { ["/tmp"] = "rw,exec,mode=1777,size=1g" } : null!,
            IpcMode = "private",
            LogConfig = new() { Type = "none" }, // output is read as it comes; a flood must not fill the engine's disk
        },
    };

    /// <summary>A container that is never started: a handle on the image's files and on a volume.</summary>
    public static CreateContainerParameters Handle(string image, string? volume, Dictionary<string, string> labels) => new()
    {
        Image = image,
        Entrypoint = [],
        Cmd = ["never-started"],
        Labels = labels,
        HostConfig = new()
        {
            NetworkMode = "none",
            Mounts = volume is null ? [] : [Mounted(volume, VolumeFolder.MountPoint, readOnly: false)],
        },
    };

    public static string Tcp(int port) => string.Create(CultureInfo.InvariantCulture, $"{port}/tcp");

    private static Volume VolumeOf(Mount mount) => Mounted(((VolumeFolder)mount.Folder).Volume, mount.Path, mount.ReadOnly);

    // Without NoCopy the engine would fill an empty volume with what the image has at that path; SageMaker's mounts hide it.
    private static Volume Mounted(string volume, string path, bool readOnly) =>
        new() { Type = "volume", Source = volume, Target = path, ReadOnly = readOnly, VolumeOptions = new() { NoCopy = true } };
}
