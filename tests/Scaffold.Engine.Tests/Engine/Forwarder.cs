using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Scaffold.Tests.Engine;

/// <summary>Passes connections of a TCP port on to the engine's socket, with mutual TLS or without: the engine as others reach it.</summary>
internal sealed class Forwarder : IDisposable
{
    private readonly TcpListener _listener;
    private readonly string _socket;
    private readonly SslServerAuthenticationOptions? _tls;

    public Forwarder(IPAddress address, string socket, X509Certificate2? server = null, X509Certificate2? authority = null)
    {
        _socket = socket;
        _listener = new(address, 0);
        if (server is not null)
        {
            _tls = new()
            {
                ServerCertificate = server,
                ClientCertificateRequired = true,
                CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { authority! } },
            };
        }
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>A text of its answers and another of the same length that is passed on instead; null to pass on what comes.</summary>
    public (string Text, string Instead)? Rewrite { get; init; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // disposed
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var _ = client;
        using Socket engine = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(_socket));
            await using NetworkStream inner = new(engine);
            Stream outer = client.GetStream();
            if (_tls is not null)
            {
                SslStream secure = new(outer);
                await secure.AuthenticateAsServerAsync(_tls);
                outer = secure;
            }
            var answers = AnswerAsync(inner, outer);
            await Task.WhenAny(outer.CopyToAsync(inner), answers);
            engine.Shutdown(SocketShutdown.Send);
            await answers;
        }
        catch (Exception e) when (e is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // one side is gone, or had no right to come
        }
    }

    private async Task AnswerAsync(NetworkStream inner, Stream outer)
    {
        if (Rewrite is not { } rewrite)
        {
            await inner.CopyToAsync(outer);
            return;
        }
        var buffer = new byte[1 << 16]; // an answer of /version comes in one piece
        while (await inner.ReadAsync(buffer) is var count and > 0)
            await outer.WriteAsync(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(buffer, 0, count).Replace(rewrite.Text, rewrite.Instead, StringComparison.Ordinal)));
    }
}
