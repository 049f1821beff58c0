using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Authentication;
using Docker.DotNet;
using Scaffold.Core.Problems;

namespace Scaffold.Engine.Docker;

/// <summary>One connection to one engine, and the label everything made over it carries.</summary>
internal sealed class DockerSession(IDockerClient client, DockerEndpoint endpoint, RunId run) : IDisposable
{
    public const string Label = "sagemaker-container.run";

    private static readonly TimeSpan RemovalTime = TimeSpan.FromSeconds(30);

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

    /// <summary>Does what a caller asked of the engine; when the engine is at fault, says so in words for the user.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (DockerApiException e)
        {
            throw Fault($"The engine refused: {StartFaults.WordsOf(e)}", "See the engine's log; a full disk is a common cause (docker system df).", e);
        }
        catch (Exception e) when (IsLost(e))
        {
            throw Fault($"The engine stopped answering: {e.GetBaseException().Message}", "Start it again and repeat the command.", e);
        }
    }

    public Task RemoveContainerAsync(string id) =>
        RemoveAsync(ct => Client.Containers.RemoveContainerAsync(id, new() { Force = true, RemoveVolumes = true }, ct));

    /// <summary>Removes one thing, if it can be: what is in use, or on an engine that hangs, goes with the engine's own clean-up or the next sweep.</summary>
    public static async Task RemoveAsync(Func<CancellationToken, Task> remove)
    {
        using CancellationTokenSource time = new(RemovalTime);
        try
        {
            await remove(time.Token);
        }
        catch (Exception e) when (e is DockerApiException or OperationCanceledException || IsLost(e))
        {
            // see above
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _gate.Dispose();
    }

    /// <summary>The connection to the engine is gone. The client's transports say it in different exceptions.</summary>
    public static bool IsLost(Exception fault) =>
        fault.GetBaseException() is HttpRequestException or IOException or SocketException or TimeoutException or AuthenticationException;

    private UserErrorException Fault(string what, string fix, Exception inner) => new(new("SM108", what, Endpoint.ToString(), fix, ExitCode.NoEngine), inner);

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
