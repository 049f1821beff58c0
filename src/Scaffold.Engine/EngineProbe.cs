using Docker.DotNet;
using Docker.DotNet.Models;
using Docker.DotNet.NativeHttp;
using Scaffold.Core.Problems;
using Scaffold.Engine.Docker;
using Scaffold.Engine.Processes;

namespace Scaffold.Engine;

/// <summary>Which engine is here: what <c>--engine</c> resolves to, and what <c>doctor</c> reports.</summary>
public sealed class EngineProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10); // a loaded machine was seen to take more than 3
    private static readonly System.Version OldestApi = new(1, 41);

    private readonly DockerEndpoint? _endpoint;

    private EngineProbe(DockerEndpoint? endpoint, DockerAnswer? docker, IReadOnlyList<string> tried) =>
        (_endpoint, Docker, Tried) = (endpoint, docker, tried);

    /// <summary>The Docker engine that answered; null when none did.</summary>
    public DockerAnswer? Docker { get; }

    /// <summary>Each place looked at in vain, and what was there.</summary>
    public IReadOnlyList<string> Tried { get; }

    /// <summary>Looks for a Docker engine where the docker command would.</summary>
    public static async Task<EngineProbe> RunAsync(CancellationToken ct)
    {
        List<string> tried = [];
        try
        {
            foreach (var endpoint in DockerEndpoints.OfThisProcess.Find())
            {
                var (answer, why) = await AskAsync(endpoint, ct);
                if (answer is not null)
                    return new(endpoint, answer, tried);
                tried.Add($"{endpoint}: {why}");
            }
        }
        catch (UserErrorException e)
        {
            tried.Add($"{e.Problem.Where}: {e.Problem.What} {e.Problem.Fix}");
        }
        return new(null, null, tried);
    }

    /// <summary>The engine that <paramref name="kind"/> comes to here.</summary>
    /// <exception cref="UserErrorException">Docker was asked for and none answered.</exception>
    public async Task<IEngine> CreateAsync(EngineKind kind, CancellationToken ct)
    {
        if (kind is EngineKind.Process || (kind is EngineKind.Auto && _endpoint is null))
            return ProcessEngine.Create();
        return _endpoint is not null
            ? await DockerEngine.CreateAsync(Connect(_endpoint), _endpoint, ct)
            : throw new UserErrorException(NoEngine);
    }

    /// <summary>The Docker engine, asked of the digests it pulled by.</summary>
    /// <exception cref="UserErrorException">No Docker engine answered.</exception>
    public EngineTags CreateTags() => _endpoint is not null ? new(Connect(_endpoint), _endpoint) : throw new UserErrorException(NoEngine);

    /// <summary>Why there is no Docker engine, in words for a user.</summary>
    public Problem NoEngine => new("SM102", "No Docker engine answered.\n  tried " + string.Join("\n  tried ", Tried), "--engine docker",
        "Start Docker, or point DOCKER_HOST (or `docker context use`) at an engine; `--engine process` needs none.", ExitCode.NoEngine);

    private static async Task<(DockerAnswer? Answer, string Why)> AskAsync(DockerEndpoint endpoint, CancellationToken ct)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
        time.CancelAfter(Patience);
        try
        {
            using var client = Connect(endpoint);
            var version = await client.System.GetVersionAsync(time.Token);
            return Judge(version) is { } fault
                ? (null, fault)
                : (new(endpoint.Host, endpoint.Source, version.Version, version.APIVersion, version.Os, version.Arch), "");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, $"no answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return (null, WhyNot(endpoint, e.GetBaseException()));
        }
    }

    private static string WhyNot(DockerEndpoint endpoint, Exception fault) => fault switch
    {
        _ when endpoint.Uri.Scheme is "unix" && !File.Exists(endpoint.Uri.LocalPath) => "there is no such socket",
        System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.AccessDenied } =>
            $"{Environment.UserName} may not use it; add the user to its group (usermod -aG docker), or run a rootless engine",
        _ => fault.Message,
    };

    private static string? Judge(VersionResponse version) =>
        !System.Version.TryParse(version.APIVersion, out var api) || api < OldestApi
            ? $"its API is {version.APIVersion}, and {OldestApi} (Docker 20.10) is the oldest this tool speaks; update Docker"
        : version.Os is not "linux" ? $"it runs {version.Os} containers; switch it to Linux containers"
        : null;

    internal static DockerClient Connect(DockerEndpoint endpoint)
    {
        var builder = new DockerClientBuilder().WithEndpoint(endpoint.Uri).WithTimeout(Timeout.InfiniteTimeSpan);
        return endpoint.Certificates is { } folder
            ? builder.WithAuthProvider(new ClientCertificates(folder, endpoint.VerifyServer)).WithTransportOptions(new NativeHttpTransportOptions()).Build()
            : builder.Build();
    }
}

/// <summary>What a Docker engine said of itself.</summary>
/// <param name="Source">Who named its address, such as <c>DOCKER_HOST</c>.</param>
public sealed record DockerAnswer(string Host, string Source, string Version, string ApiVersion, string Os, string Architecture);
