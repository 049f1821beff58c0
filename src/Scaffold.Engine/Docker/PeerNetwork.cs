namespace Scaffold.Engine.Docker;

/// <summary>A bridge of its own: its containers talk to each other, and no packet's source is rewritten on its way out.</summary>
internal sealed class PeerNetwork : INetwork
{
    private readonly DockerSession _docker;

    private PeerNetwork(DockerSession docker, string id) => (_docker, Id) = (docker, id);

    public string Id { get; }

    public static async Task<PeerNetwork> CreateAsync(DockerSession docker, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var network = await docker.Client.Networks.CreateNetworkAsync(new()
        {
            Name = $"sagemaker-container-peers-{docker.Run}-{Guid.NewGuid():N}",
            Driver = "bridge",
            EnableIPv6 = false,
            Options = new Dictionary<string, string> { ["com.docker.network.bridge.enable_ip_masquerade"] = "false" },
            Labels = docker.Labels,
        }, CancellationToken.None);
        return new(docker, network.ID);
    }

    public Task CutAsync(IRun run, CancellationToken ct) => _docker.AskAsync(async () =>
    {
        await _docker.Client.Networks.DisconnectNetworkAsync(Id, new() { Container = ((DockerRun)run).Id, Force = true }, ct);
        return true;
    });

    public async ValueTask DisposeAsync() => await DockerSession.RemoveAsync(ct => _docker.Client.Networks.DeleteNetworkAsync(Id, ct));
}
