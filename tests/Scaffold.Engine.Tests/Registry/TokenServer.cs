using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Scaffold.Tests.Registry;

/// <summary>Gives tokens for a registry: to ali for everything, to anybody for pulls of what begins with <c>public/</c>.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    public const string IdentityToken = "a-token-of-identity";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpListener _http = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _certificate;
    private readonly string _address;
    private readonly Task _serving;

    public TokenServer()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        _address = $"http://{free.LocalEndpoint}/token/";
        free.Stop();
        CertificateRequest request = new("CN=lab", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _folder.Write("root.pem", certificate.ExportCertificatePem());
        _certificate = Convert.ToBase64String(certificate.RawData);
        _http.Prefixes.Add(_address);
        _http.Start();
        _serving = ServeAsync();
    }

    /// <summary>For the configuration of a registry.</summary>
    public string Auth => $"token: {{ realm: {_address}, service: lab, issuer: lab, rootcertbundle: {_folder["root.pem"]} }}";

    public async ValueTask DisposeAsync()
    {
        _http.Stop();
        await _serving;
        _http.Close();
        _key.Dispose();
        _folder.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_http.IsListening)
        {
            try
            {
                var context = await _http.GetContextAsync();
                Answer(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        using StreamReader reader = new(context.Request.InputStream);
        var form = reader.ReadToEnd();
        var fields = context.Request.HttpMethod is "POST" ? System.Web.HttpUtility.ParseQueryString(form) : context.Request.QueryString;
        var scope = fields["scope"] ?? "";
        var isAli = fields["refresh_token"] is IdentityToken || context.Request.Headers["Authorization"] == "Basic " + Convert.ToBase64String("ali:open sesame"u8);
        var isAnybody = context.Request.Headers["Authorization"] is null && scope.StartsWith("repository:public/", StringComparison.Ordinal) && scope.EndsWith(":pull", StringComparison.Ordinal);
        if (isAli || isAnybody)
            context.Response.OutputStream.Write(Encoding.UTF8.GetBytes($$"""{"{{(fields["refresh_token"] is null ? "token" : "access_token")}}": "{{Token(scope)}}"}"""));
        else
            context.Response.StatusCode = 401;
        context.Response.Close();
    }

    private string Token(string scope)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var access = scope.Split(':') is ["repository", var name, var actions]
            ? $$"""{"type": "repository", "name": "{{name}}", "actions": ["{{actions.Replace(",", "\", \"", StringComparison.Ordinal)}}"]}"""
            : "";
        var head = Encode(Encoding.UTF8.GetBytes($$"""{"typ": "JWT", "alg": "ES256", "x5c": ["{{_certificate}}"]}"""));
        var claims = Encode(Encoding.UTF8.GetBytes($$"""{"iss": "lab", "sub": "ali", "aud": "lab", "exp": {{now + 300}}, "nbf": {{now - 60}}, "iat": {{now}}, "jti": "{{Guid.NewGuid()}}", "access": [{{access}}]}"""));
        return $"{head}.{claims}.{Encode(_key.SignData(Encoding.UTF8.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256))}";
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
