using System.Net.NetworkInformation;
using Docker.DotNet;

namespace Scaffold.Engine.Docker;

/// <summary>One connection to one engine, and the label everything made over it carries.</summary>
internal sealed class DockerSession(IDockerClient client, DockerEndpoint endpoint, RunId run) : IDisposable
{
    public const string Label = "sagemaker-container.run";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _network;
    private (string Publish, string Reach)? _address;
    private int _images;

    public IDockerClient Client { get; } = client;
    public DockerEndpoint Endpoint { get; } = endpoint;
    public RunId Run { get; } = run;

    public Dictionary<string, string> Labels => new() { [Label] = Run.ToString() };

    /// <summary>A name for an image of this run; its tag says whose it is.</summary>
    public string NextImageName() => $"{Leftovers.ImageRepository}:{Run}-{Interlocked.Increment(ref _images)}";

    /// <summary>The network of this run: ports can be published, yet nothing outside is reached, because no packet's source is rewritten on its way out.</summary>
    /// <remarks>Docker's <c>Internal</c> networks publish no ports.</remarks>
    public async Task<string> ClosedNetworkAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            return _network ??= (await Client.Networks.CreateNetworkAsync(new()
            {
                Name = $"sagemaker-container-{Run}",
                Driver = "bridge",
                EnableIPv6 = false,
                Options = new Dictionary<string, string>
                {
                    ["com.docker.network.bridge.enable_ip_masquerade"] = "false",
                    ["com.docker.network.bridge.enable_icc"] = "false",
                },
                Labels = Labels,
            }, CancellationToken.None)).ID;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The address of the engine to publish ports on, and the host name under which they are reached from here.</summary>
    public async Task<(string Publish, string Reach)> AddressAsync(CancellationToken ct) =>
        _address ??= !Endpoint.IsLocal ? ("0.0.0.0", Endpoint.Uri.Host)
            : InContainer && await BridgeGatewayAsync(ct) is { } gateway ? ("0.0.0.0", gateway)
            : ("127.0.0.1", "127.0.0.1");

    public void Dispose()
    {
        Client.Dispose();
        _gate.Dispose();
    }

    private static bool InContainer => File.Exists("/.dockerenv") || File.Exists("/run/.containerenv");

    // With the engine's socket mounted into a container (a dev container, a CI job) the engine's loopback is not ours, but its bridge is in reach.
    private async Task<string?> BridgeGatewayAsync(CancellationToken ct)
    {
        try
        {
            var bridge = await Client.Networks.InspectNetworkAsync("bridge", ct);
            var gateway = bridge.IPAM?.Config?.Select(config => config.Gateway).FirstOrDefault(address => address is { Length: > 0 });
            var ours = from card in NetworkInterface.GetAllNetworkInterfaces()
                       from address in card.GetIPProperties().UnicastAddresses
                       select address.Address.ToString();
            return ours.Contains(gateway) ? null : gateway;
        }
        catch (DockerNetworkNotFoundException)
        {
            return null;
        }
    }
}
