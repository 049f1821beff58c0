using System.Net;

namespace Scaffold.Engine.Docker;

/// <summary>Where a Docker engine may answer.</summary>
/// <param name="Host">As DOCKER_HOST spells it: <c>unix:///var/run/docker.sock</c>, <c>tcp://host:2376</c>, <c>npipe:////./pipe/docker_engine</c>.</param>
/// <param name="Source">Who named it, in words a user knows.</param>
internal sealed record DockerEndpoint(string Host, string Source)
{
    /// <summary>Folder with ca.pem, cert.pem and key.pem; null without TLS.</summary>
    public string? Certificates { get; init; }

    public bool VerifyServer { get; init; } = true;

    // The client library wants one slash pair less in a pipe's address than the docker command does.
    public Uri Uri => new(Host.Replace("npipe:////", "npipe://", StringComparison.Ordinal));

    /// <summary>Ports that the engine publishes on its loopback are on ours.</summary>
    public bool IsLocal => Uri.Scheme is "unix" or "npipe" || Uri.IsLoopback
        || (IPAddress.TryParse(Uri.Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>The variables that make the docker command talk to this very engine; null ones must not be set.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["DOCKER_HOST"] = Host,
        ["DOCKER_CONTEXT"] = null,
        ["DOCKER_CERT_PATH"] = Certificates,
        ["DOCKER_TLS"] = Certificates is null ? null : "1",
        ["DOCKER_TLS_VERIFY"] = Certificates is not null && VerifyServer ? "1" : null,
    };

    public override string ToString() => $"{Host} ({Source})";
}
