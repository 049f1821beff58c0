using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Scaffold.Core.Problems;

namespace Scaffold.Engine.Docker;

/// <summary>Finds engines where the docker command would: DOCKER_HOST, else the current context, else the sockets every installation uses.</summary>
/// <param name="variable">Reads an environment variable; null when it is not set.</param>
internal sealed class DockerEndpoints(Func<string, string?> variable, string home)
{
    public static DockerEndpoints OfThisProcess { get; } =
        new(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    private string Config => Variable("DOCKER_CONFIG") ?? Path.Combine(home, ".docker");

    /// <summary>Places to try, in order; one only when the user named it.</summary>
    public IReadOnlyList<DockerEndpoint> Find()
    {
        if (Variable("DOCKER_HOST") is { } host)
            return [Checked(new(host, "DOCKER_HOST") { Certificates = CertificatesOfVariables(), VerifyServer = Variable("DOCKER_TLS_VERIFY") is not null })];
        if (CurrentContext() is { } context)
            return [Checked(OfContext(context))];
        if (OperatingSystem.IsWindows())
            return [new("npipe:////./pipe/docker_engine", "the default pipe")];
        return
        [
            new("unix:///var/run/docker.sock", "the default socket"),
            .. from socket in (string?[])[InRuntimeDirectory("docker.sock"), Path.Combine(home, ".docker/run/docker.sock"), Path.Combine(home, ".docker/desktop/docker.sock")]
               where File.Exists(socket)
               select new DockerEndpoint("unix://" + socket, "found on this machine"),
        ];
    }

    private string? Variable(string name) => variable(name) is { Length: > 0 } value ? value : null;

    private string? InRuntimeDirectory(string name) => Variable("XDG_RUNTIME_DIR") is { } directory ? Path.Combine(directory, name) : null;

    private string? CertificatesOfVariables() =>
        (Variable("DOCKER_TLS_VERIFY") ?? Variable("DOCKER_TLS")) is null ? null : Variable("DOCKER_CERT_PATH") ?? Config;

    private string? CurrentContext()
    {
        var name = Variable("DOCKER_CONTEXT");
        var file = Path.Combine(Config, "config.json");
        if (name is null && File.Exists(file))
            name = (string?)Parse(file)["currentContext"];
        return name is null or "" or "default" ? null : name;
    }

    private DockerEndpoint OfContext(string name)
    {
        var folder = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        var meta = Path.Combine(Config, "contexts", "meta", folder, "meta.json");
        var docker = File.Exists(meta) ? Parse(meta)["Endpoints"]?["docker"] : null;
        if ((string?)docker?["Host"] is not { Length: > 0 } host)
            throw Broken($"The docker context '{name}' has no engine address.", meta, "Choose another with `docker context use`, or set DOCKER_HOST.");
        var tls = Path.Combine(Config, "contexts", "tls", folder, "docker");
        return new(host, $"docker context '{name}'")
        {
            Certificates = Directory.Exists(tls) ? tls : null,
            VerifyServer = (bool?)docker["SkipTLSVerify"] is not true,
        };
    }

    private static DockerEndpoint Checked(DockerEndpoint endpoint)
    {
        if (endpoint.Host.StartsWith("ssh://", StringComparison.OrdinalIgnoreCase))
            throw Broken($"An engine behind ssh cannot be reached directly: {endpoint.Host}", endpoint.Source,
                $"Forward its socket: ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock {endpoint.Host[6..]}, then set DOCKER_HOST=unix:///tmp/docker.sock");
        if (!Uri.TryCreate(endpoint.Host, UriKind.Absolute, out var uri) || uri.Scheme is not ("unix" or "npipe" or "tcp" or "http" or "https"))
            throw Broken($"'{endpoint.Host}' is not the address of an engine.", endpoint.Source,
                "Write unix:///path/docker.sock, tcp://host:port or npipe:////./pipe/name.");
        return endpoint;
    }

    private static JsonObject Parse(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? [];
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or IOException or UnauthorizedAccessException)
        {
            throw Broken($"It cannot be read: {e.Message}", file, "Mend the file, or point DOCKER_CONFIG elsewhere.");
        }
    }

    private static UserErrorException Broken(string what, string where, string fix) =>
        new(new("SM101", what, where, fix, ExitCode.NoEngine));
}
