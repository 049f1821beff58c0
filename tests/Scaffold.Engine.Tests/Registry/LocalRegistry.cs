using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Scaffold.Tests.Registry;

/// <summary>A registry of the lab's, on a port of this machine, that a test may stop and start again.</summary>
internal sealed class LocalRegistry : IAsyncDisposable
{
    // bcrypt of "open sesame"
    private const string Users = "ali:$2b$05$abcdefghijklmnopqrstuupx2xBUC4954936wVIjyyPHmUBFu0wCW\n";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _images = [];
    private Process? _process;

    private LocalRegistry(string auth, string http)
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        Host = $"127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        _folder.Write("users", Users);
        _folder.Write("config.yml", $$"""
            version: 0.1
            log: { level: error, accesslog: { disabled: true } }
            storage: { filesystem: { rootdirectory: {{_folder["data"]}} }, delete: { enabled: true } }
            http: { addr: {{Host}}{{(http.Length > 0 ? $", {http}" : "")}} }
            {{(auth.Length > 0 ? $"auth: {{ {auth} }}" : "")}}
            """);
    }

    /// <summary>Null where the engine is not the lab's.</summary>
    public static string? Program =>
        Environment.GetEnvironmentVariable("LAB_DIR") is { } lab && $"{lab}/engine/usr/bin/docker-registry" is var program && File.Exists(program) ? program : null;

    /// <summary>A registry that wants the name ali and the password "open sesame".</summary>
    public static string Password => "htpasswd: { realm: lab, path: users }";

    public string Host { get; }

    /// <param name="auth">Of its configuration; empty when anybody may do anything.</param>
    /// <param name="http">What else its configuration says of HTTP.</param>
    public static async Task<LocalRegistry> StartAsync(string auth = "", string http = "")
    {
        LocalRegistry registry = new(auth, http);
        await registry.StartAsync();
        return registry;
    }

    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Program!, ["serve", _folder["config.yml"]]) { WorkingDirectory = _folder.Path, RedirectStandardError = true, RedirectStandardOutput = true })!;
        _ = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
        using HttpClient http = new();
        for (var answers = false; !answers;)
        {
            Assert.False(_process.HasExited, "the registry ended");
            try
            {
                using var _ = await http.GetAsync(new Uri($"http://{Host}/v2/"), TestContext.Current.CancellationToken);
                answers = true;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    public async Task StopAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Builds a tiny image and pushes it.</summary>
    /// <param name="from">An image that is to lie below it.</param>
    /// <param name="lines">More of its Dockerfile.</param>
    /// <returns>Its digest.</returns>
    public async Task<string> PushAsync(string image, string content, IReadOnlyDictionary<string, string?>? environment = null, string from = "scratch", string lines = "")
    {
        using TemporaryFolder context = new();
        context.Write("Dockerfile", $"FROM {from}\nCOPY content /\nLABEL content=\"{content}\" registry={Host}\n{lines}\n");
        context.Write("content", content);
        var name = $"{Host}/{image}";
        _images.Add((await Command.RunAsync("docker", ["build", "--quiet", "--provenance=false", "--tag", name, context.Path])).Succeeded().Output.Trim());
        (await Command.RunAsync("docker", ["push", "--quiet", name], environment: environment)).Succeeded();
        var digests = (await Command.RunAsync("docker", ["image", "inspect", "--format", "{{join .RepoDigests \"\\n\"}}", name])).Succeeded();
        return digests.Output.Trim().Split('@')[1]; // one: no other registry has this image
    }

    /// <summary>Makes an index in which a tag's image is that for linux/amd64.</summary>
    /// <returns>Its digest.</returns>
    public async Task<string> PushIndexAsync(string repository, string tag, string index)
    {
        using HttpClient http = new();
        var ct = TestContext.Current.CancellationToken;
        http.DefaultRequestHeaders.Add("Accept", "application/vnd.docker.distribution.manifest.v2+json");
        using var image = await http.GetAsync(new Uri($"http://{Host}/v2/{repository}/manifests/{tag}"), ct);
        var (digest, size) = (image.Headers.GetValues("Docker-Content-Digest").Single(), image.Content.Headers.ContentLength);
        var entry = $$"""{ "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "size": {{size}}, "digest": "{{digest}}", "platform": {"os": "linux", "architecture": "amd64"} }""";
        using StringContent list = new($$"""{"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.list.v2+json", "manifests": [{{entry}}]}""");
        list.Headers.ContentType = new("application/vnd.docker.distribution.manifest.list.v2+json");
        using var answer = await http.PutAsync(new Uri($"http://{Host}/v2/{repository}/manifests/{index}"), list, ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(ct));
        return answer.Headers.GetValues("Docker-Content-Digest").Single();
    }

    public async Task DeleteAsync(string repository, string digest)
    {
        using HttpClient http = new();
        using var answer = await http.DeleteAsync(new Uri($"http://{Host}/v2/{repository}/manifests/{digest}"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await StopAsync();
        foreach (var image in _images.Distinct())
            await Command.RunAsync("docker", ["image", "rm", "--force", image]);
        _folder.Dispose();
    }
}
