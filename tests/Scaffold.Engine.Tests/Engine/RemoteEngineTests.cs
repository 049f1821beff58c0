using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Scaffold.Engine;
using Scaffold.Engine.Docker;

namespace Scaffold.Tests.Engine;

/// <summary>An engine over TCP, as builders and docker-in-docker offer it.</summary>
public sealed class RemoteEngineTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Socket => new Uri(EngineUnderTest.Probe.Docker!.Host).LocalPath;

    [EngineFact]
    public async Task Folders_logs_and_ports_work_on_an_engine_far_away()
    {
        Assert.SkipUnless(EngineUnderTest.Probe.Docker!.Host.StartsWith("unix://", StringComparison.Ordinal), "The engine has no socket to forward.");
        using Forwarder far = new(await BridgeAsync(), Socket);
        DockerEndpoint endpoint = new($"tcp://{await BridgeAsync()}:{far.Port}", "test");

        await using var engine = await DockerEngine.CreateAsync(EngineProbe.Connect(endpoint), endpoint, Ct);
        await RoundTripAsync(engine);

        Assert.False(endpoint.IsLocal);
    }

    [EngineFact]
    public async Task Certificates_of_both_sides_are_held_to_their_authority()
    {
        Assert.SkipUnless(EngineUnderTest.Probe.Docker!.Host.StartsWith("unix://", StringComparison.Ordinal), "The engine has no socket to forward.");
        using TemporaryFolder certificates = new();
        using var authority = Authority();
        using var server = Issue(authority, "127.0.0.1");
        using var client = Issue(authority, "client");
        using var stranger = Authority();
        certificates.Write("ca.pem", authority.ExportCertificatePem());
        certificates.Write("cert.pem", client.ExportCertificatePem());
        certificates.Write("key.pem", client.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        using Forwarder far = new(IPAddress.Loopback, Socket, server, authority);
        DockerEndpoint endpoint = new($"tcp://127.0.0.1:{far.Port}", "test") { Certificates = certificates.Path };

        await using (var engine = await DockerEngine.CreateAsync(EngineProbe.Connect(endpoint), endpoint, Ct))
            await RoundTripAsync(engine);

        certificates.Write("ca.pem", stranger.ExportCertificatePem());
        using var wary = EngineProbe.Connect(endpoint);
        await Assert.ThrowsAnyAsync<Exception>(() => wary.System.PingAsync(Ct));
        using var careless = EngineProbe.Connect(endpoint with { VerifyServer = false });
        await careless.System.PingAsync(Ct);
    }

    [EngineFact]
    public async Task An_engine_that_goes_away_is_said_to_have_gone()
    {
        Assert.SkipUnless(EngineUnderTest.Probe.Docker!.Host.StartsWith("unix://", StringComparison.Ordinal), "The engine has no socket to forward.");
        Forwarder far = new(IPAddress.Loopback, Socket);
        DockerEndpoint endpoint = new($"tcp://127.0.0.1:{far.Port}", "test");
        await using var engine = await DockerEngine.CreateAsync(EngineProbe.Connect(endpoint), endpoint, Ct);
        far.Dispose();

        var fault = await Assert.ThrowsAsync<Scaffold.Core.Problems.UserErrorException>(() => engine.CreateFolderAsync("image", [], Ct));

        Assert.Equal("SM108", fault.Problem.Code);
    }

    private static async Task RoundTripAsync(DockerEngine engine)
    {
        using TemporaryFolder repository = new();
        repository.Write("Dockerfile", "FROM python:3.13-slim-trixie\n");
        var image = Assert.IsType<BuildOutcome.Built>(await engine.BuildAsync(new(repository.Path), new Progress<string>(), Ct)).Image;
        var folder = await engine.CreateFolderAsync(image, [FolderFile.Text("a", "hello")], Ct);
        await using var run = await engine.StartAsync(new(image, ["sh", "-c", "cat /a/a; echo; echo b >/a/b; exec python3 -m http.server 8080 --directory /a"])
        {
            Network = RunNetwork.Closed,
            Port = 8080,
            Mounts = [new(folder, "/a", false)],
        }, Ct);

        await DockerRunTests.LineAsync(run, "hello");
        Assert.Equal("b\n", await DockerNetworkTests.GetAsync(new(run.Endpoint!, "b")));
        Assert.Equal(["a", "b"], (await folder.ReadAsync(10, Ct)).Select(file => file.Path));
        Assert.Equal(137, (await run.StopAsync(TimeSpan.FromSeconds(1), Ct)).Code); // as process 1 it ignores SIGTERM
    }

    // The engine's end of its default bridge: an address of this machine that is not the loopback.
    private static async Task<IPAddress> BridgeAsync()
    {
        using var client = EngineProbe.Connect(new(EngineUnderTest.Probe.Docker!.Host, "test"));
        var bridge = await client.Networks.InspectNetworkAsync("bridge", Ct);
        return IPAddress.Parse(bridge.IPAM.Config[0].Gateway);
    }

    private static X509Certificate2 Authority()
    {
        using var key = RSA.Create(2048);
        CertificateRequest request = new("CN=authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name)
    {
        using var key = RSA.Create(2048);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
