using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet.Handler.Abstractions;

namespace Scaffold.Engine.Docker;

/// <summary>Mutual TLS with the certificates of an engine's folder (ca.pem, cert.pem, key.pem).</summary>
internal sealed class ClientCertificates(string folder, bool verifyServer) : IAuthProvider
{
    public bool TlsEnabled => true;

    public HttpMessageHandler ConfigureHandler(HttpMessageHandler handler)
    {
        if (handler is SocketsHttpHandler sockets)
            sockets.SslOptions = Options();
        return handler;
    }

    private SslClientAuthenticationOptions Options()
    {
        SslClientAuthenticationOptions options = new();
        if (File.Exists(In("cert.pem")))
        {
            using var pem = X509Certificate2.CreateFromPemFile(In("cert.pem"), In("key.pem"));
            // Windows cannot use a key that is not in a store: through PKCS 12 it can.
            options.ClientCertificates = [X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null)];
        }
        options.RemoteCertificateValidationCallback = (_, _, _, faults) => !verifyServer || faults is SslPolicyErrors.None;
        if (File.Exists(In("ca.pem")))
            options.CertificateChainPolicy = Trusting(In("ca.pem"));
        return options;
    }

    private static X509ChainPolicy Trusting(string authority)
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        return policy;
    }

    private string In(string name) => Path.Combine(folder, name);
}
