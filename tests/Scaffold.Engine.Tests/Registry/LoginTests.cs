using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Scaffold.Tests.Registry;

public sealed class LoginTests : IDisposable
{
    private readonly BaseFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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
        var digest = await registry.PushAsync("base:1", "one", _folder.Config("with"));
        _folder.Write("Dockerfile", $"FROM {registry.Host}/base:1@{digest}\n");

        Assert.Equal([("current", digest, digest)], await _folder.OutdatedAsync(0, "with"));
        Assert.Equal([("current", digest, digest)], await _folder.OutdatedAsync(0, "helper"));
        Assert.Contains($"{registry.Host} wants a login.\n  fix: docker login {registry.Host}", await _folder.ErrorAsync("without"), StringComparison.Ordinal);
        Assert.Contains($"{registry.Host} refuses the login of ali.", await _folder.ErrorAsync("wrong"), StringComparison.Ordinal);
        Assert.Contains("wants a login, and there is no docker-credential-nowhere on PATH", await _folder.ErrorAsync("none"), StringComparison.Ordinal);
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

        var pinned = await _folder.RunAsync(new Dictionary<string, string?> { ["SSL_CERT_FILE"] = _folder["lab.pem"] }, "images", "pin");
        Assert.Equal($"FROM {registry.Host}/base:1@{digest}\n", _folder.Dockerfile);
        pinned.Succeeded();
        Assert.Contains("unreachable", (await _folder.RunAsync("images", "outdated")).Output, StringComparison.Ordinal); // nobody vouches for it
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
        var secret = await registry.PushAsync("team/base:1", "one", _folder.Config("with"));
        var open = await registry.PushAsync("public/base:1", "two", _folder.Config("with"));

        _folder.Write("Dockerfile", $"FROM {registry.Host}/public/base:1@{open}\n");
        Assert.Equal([("current", open, open)], await _folder.OutdatedAsync(0, "without"));
        _folder.Write("Dockerfile", $"FROM {registry.Host}/team/base:1@{secret}\n");
        Assert.Equal([("current", secret, secret)], await _folder.OutdatedAsync(0, "with"));
        Assert.Equal([("current", secret, secret)], await _folder.OutdatedAsync(0, "token"));
        Assert.Contains($"{registry.Host} wants a login.", await _folder.ErrorAsync("without"), StringComparison.Ordinal);
        Assert.Contains($"refuses the login of ali for {registry.Host}.", await _folder.ErrorAsync("wrong"), StringComparison.Ordinal);
    }
}
