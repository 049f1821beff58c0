using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Scaffold.Tests.Registry;

public sealed class PinTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RegistryFact]
    public async Task A_base_is_pinned_and_followed_until_it_is_gone()
    {
        await using var registry = await LocalRegistry.StartAsync();
        var first = await registry.PushAsync("team/base:1.0", "one");
        var dockerfile = $"# bases\r\nARG BASE={registry.Host}/team/base:1.0\nFROM   {registry.Host}/team/base:1.0  AS build # 1\nFROM ${{BASE}}\nFROM build AS again\nFROM scratch";
        _folder.Write("Dockerfile", dockerfile);

        Assert.Equal([("unpinned", null, first), ("unpinned", null, first)], await OutdatedAsync(exit: 0));
        (await PinAsync("--dry-run")).Succeeded();
        Assert.Equal(dockerfile, Dockerfile());
        (await PinAsync()).Succeeded();
        Assert.Equal(dockerfile.Replace("base:1.0", $"base:1.0@{first}", StringComparison.Ordinal), Dockerfile());
        Assert.Equal([("current", first, first), ("current", first, first)], await OutdatedAsync(exit: 0));
        var written = File.GetLastWriteTimeUtc(_folder["Dockerfile"]);
        Assert.Contains("stays as it is", (await PinAsync()).Succeeded().Error, StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder["Dockerfile"]));

        var second = await registry.PushAsync("team/base:1.0", "two and more");
        Assert.Equal([("moved", first, second), ("moved", first, second)], await OutdatedAsync(exit: 1));
        (await PinAsync()).Succeeded();
        Assert.Equal(dockerfile.Replace("base:1.0", $"base:1.0@{second}", StringComparison.Ordinal), Dockerfile());

        await registry.DeleteAsync("team/base", second);
        Assert.Equal([("gone", second, null), ("gone", second, null)], await OutdatedAsync(exit: 1));
        Assert.Equal(1, (await PinAsync()).Exit);

        await registry.StopAsync();
        Assert.Equal([("unreachable", second, null), ("unreachable", second, null)], await OutdatedAsync(exit: 0));
        var pinned = await PinAsync();
        Assert.Equal(1, pinned.Exit);
        Assert.Contains($"{registry.Host} does not answer", pinned.Error, StringComparison.Ordinal);
    }

    [RegistryFact]
    public async Task The_table_shows_size_and_age_before_and_after()
    {
        await using var registry = await LocalRegistry.StartAsync();
        var first = await registry.PushAsync("base:1", "one");
        _folder.Write("Dockerfile", $"FROM {registry.Host}/base:1@{first}\n");
        var second = await registry.PushAsync("base:1", "two");

        var table = await RunAsync("images", "outdated");
        Assert.Equal(1, table.Exit);
        Assert.Matches($@"Dockerfile\(1\) +{registry.Host}/base:1 +moved +{first[7..19]} +{second[7..19]} +0\.0 MB → 0\.0 MB +\d{{4}}-\d\d-\d\d → ", table.Output);

        using var json = JsonDocument.Parse((await RunAsync("images", "outdated", "--json")).Output);
        var bases = json.RootElement.GetProperty("bases")[0];
        Assert.Equal("one", bases.GetProperty("pinnedImage").GetProperty("labels").GetProperty("content").GetString());
        Assert.Equal("two", bases.GetProperty("nowImage").GetProperty("labels").GetProperty("content").GetString());
        Assert.InRange(bases.GetProperty("nowImage").GetProperty("bytes").GetInt64(), 50, 5_000);
    }

    [RegistryFact]
    public async Task An_index_is_pinned_whole_and_described_for_the_platform_of_SageMaker()
    {
        await using var registry = await LocalRegistry.StartAsync();
        await registry.PushAsync("base:1", "one");
        var index = await registry.PushIndexAsync("base", "1", "all");
        _folder.Write("Dockerfile", $"FROM --platform=$BUILDPLATFORM {registry.Host}/base:all\n");

        (await PinAsync()).Succeeded();
        Assert.Equal($"FROM --platform=$BUILDPLATFORM {registry.Host}/base:all@{index}\n", Dockerfile());
        using var json = JsonDocument.Parse((await RunAsync("images", "outdated", "--json")).Succeeded().Output);
        Assert.Equal("one", json.RootElement.GetProperty("bases")[0].GetProperty("nowImage").GetProperty("labels").GetProperty("content").GetString());
    }

    [RegistryFact]
    public async Task The_engine_tells_what_it_pushed_or_pulled()
    {
        await using var registry = await LocalRegistry.StartAsync();
        var digest = await registry.PushAsync("base:1", "one");
        await registry.StopAsync();
        _folder.Write("Dockerfile", $"FROM {registry.Host}/base:1\nFROM {registry.Host}/other:1\n");

        var pinned = await PinAsync("--from", "engine");
        Assert.Equal(1, pinned.Exit);
        Assert.Contains("the engine has no image of that name", pinned.Error, StringComparison.Ordinal);
        Assert.Equal($"FROM {registry.Host}/base:1@{digest}\nFROM {registry.Host}/other:1\n", Dockerfile());
    }

    [RegistryFact]
    public async Task A_login_is_taken_from_Dockers_configuration()
    {
        await using var registry = await LocalRegistry.StartAsync(LocalRegistry.Password);
        var auth = Convert.ToBase64String("ali:open sesame"u8);
        _folder.Write("with/config.json", $$"""{"auths": {"{{registry.Host}}": {"auth": "{{auth}}"} } }""");
        _folder.Write("wrong/config.json", $$"""{"auths": {"http://{{registry.Host}}/v1/": {"auth": "{{Convert.ToBase64String("ali:sesame"u8)}}"} } }""");
        _folder.Write("without/config.json", "{}");
        _folder.Write("helper/config.json", $$"""{"credHelpers": {"{{registry.Host}}": "lab"} }""");
        _folder.Write("none/config.json", """{"credsStore": "nowhere"}""");
        _folder.Write("bin/docker-credential-lab", $$"""
            #!/bin/sh
            read -r host
            [ "$1 $host" = "get {{registry.Host}}" ] && echo '{"ServerURL": "", "Username": "ali", "Secret": "open sesame"}'
            """, executable: true);
        var digest = await registry.PushAsync("base:1", "one", Config("with"));
        _folder.Write("Dockerfile", $"FROM {registry.Host}/base:1@{digest}\n");

        Assert.Equal([("current", digest, digest)], await OutdatedAsync(0, "with"));
        Assert.Equal([("current", digest, digest)], await OutdatedAsync(0, "helper"));
        Assert.Contains($"{registry.Host} wants a login.\n  fix: docker login {registry.Host}", await ErrorAsync("without"), StringComparison.Ordinal);
        Assert.Contains($"{registry.Host} refuses the login of ali.", await ErrorAsync("wrong"), StringComparison.Ordinal);
        Assert.Contains("wants a login, and there is no docker-credential-nowhere on PATH", await ErrorAsync("none"), StringComparison.Ordinal);
    }

    [RegistryFact]
    public async Task A_registry_with_TLS_is_asked_over_it()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=lab", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _folder.Write("lab.pem", certificate.ExportCertificatePem());
        _folder.Write("lab.key", key.ExportPkcs8PrivateKeyPem());
        await using var registry = await LocalRegistry.StartAsync(http: $"tls: {{ certificate: {_folder["lab.pem"]}, key: {_folder["lab.key"]} }}");
        var digest = await registry.PushAsync("base:1", "one");
        _folder.Write("Dockerfile", $"FROM {registry.Host}/base:1\n");

        var pinned = await Command.RunAsync(Tool.Program, Tool.Arguments("images", "pin"), _folder.Path, new Dictionary<string, string?> { ["SSL_CERT_FILE"] = _folder["lab.pem"] });
        Assert.Equal($"FROM {registry.Host}/base:1@{digest}\n", Dockerfile());
        Assert.Equal(0, pinned.Exit);
        Assert.Contains("unreachable", (await RunAsync("images", "outdated")).Output, StringComparison.Ordinal); // nobody vouches for it
    }

    [RegistryFact]
    public async Task A_token_is_fetched_with_a_login_or_without()
    {
        await using TokenServer tokens = new();
        await using var registry = await LocalRegistry.StartAsync(tokens.Auth);
        _folder.Write("with/config.json", $$"""{"auths": {"{{registry.Host}}": {"auth": "{{Convert.ToBase64String("ali:open sesame"u8)}}"} } }""");
        _folder.Write("wrong/config.json", $$"""{"auths": {"{{registry.Host}}": {"auth": "{{Convert.ToBase64String("ali:sesame"u8)}}"} } }""");
        _folder.Write("token/config.json", $$"""{"auths": {"{{registry.Host}}": {"identitytoken": "{{TokenServer.IdentityToken}}"} } }""");
        _folder.Write("without/config.json", "{}");
        var secret = await registry.PushAsync("team/base:1", "one", Config("with"));
        var open = await registry.PushAsync("public/base:1", "two", Config("with"));

        _folder.Write("Dockerfile", $"FROM {registry.Host}/public/base:1@{open}\n");
        Assert.Equal([("current", open, open)], await OutdatedAsync(0, "without"));
        _folder.Write("Dockerfile", $"FROM {registry.Host}/team/base:1@{secret}\n");
        Assert.Equal([("current", secret, secret)], await OutdatedAsync(0, "with"));
        Assert.Equal([("current", secret, secret)], await OutdatedAsync(0, "token"));
        Assert.Contains($"{registry.Host} wants a login.", await ErrorAsync("without"), StringComparison.Ordinal);
        Assert.Contains($"refuses the login of ali for {registry.Host}.", await ErrorAsync("wrong"), StringComparison.Ordinal);
    }

    private async Task<string> ErrorAsync(string config)
    {
        var ran = await Command.RunAsync(Tool.Program, Tool.Arguments("images", "outdated"), _folder.Path, Config(config));
        Assert.Equal(0, ran.Exit);
        Assert.Contains("unreachable", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", ran.Output + ran.Error, StringComparison.Ordinal);
        return ran.Error;
    }

    private Dictionary<string, string?> Config(string folder) =>
        new() { ["DOCKER_CONFIG"] = _folder[folder], ["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}" };

    private string Dockerfile() => File.ReadAllText(_folder["Dockerfile"]);

    private Task<CommandResult> RunAsync(params IEnumerable<string> arguments) => Tool.RunAsync(_folder.Path, arguments);

    private Task<CommandResult> PinAsync(params IEnumerable<string> options) => RunAsync(["images", "pin", .. options]);

    private async Task<IEnumerable<(string?, string?, string?)>> OutdatedAsync(int exit, string? config = null)
    {
        var ran = await Command.RunAsync(Tool.Program, Tool.Arguments("images", "outdated", "--json"), _folder.Path, config is null ? null : Config(config));
        Assert.True(ran.Exit == exit, ran.Output + ran.Error);
        using var json = JsonDocument.Parse(ran.Output);
        return [.. json.RootElement.GetProperty("bases").EnumerateArray().Select(found =>
            (found.GetProperty("state").GetString(), found.GetProperty("pinned").GetString(), found.GetProperty("now").GetString()))];
    }
}
