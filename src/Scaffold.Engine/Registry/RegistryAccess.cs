using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Scaffold.Engine.Registry;

/// <summary>Sends questions to a registry, with a login or a token once it wants one.</summary>
internal sealed class RegistryAccess(HttpClient http, DockerLogins logins)
{
    private const int LargestToken = 1 << 20;

    private readonly ConcurrentDictionary<string, AuthenticationHeaderValue> _known = new();

    /// <exception cref="RegistryFault">It wants a login that there is none of, or refuses the one there is.</exception>
    public async Task<HttpResponseMessage> SendAsync(ImageReference image, Uri address, HttpMethod method, IEnumerable<string> accept, CancellationToken ct)
    {
        var place = $"{image.Server}/{image.Repository}";
        var first = await SendAsync(address, method, accept, _known.GetValueOrDefault(place), ct);
        if (first.StatusCode is not HttpStatusCode.Unauthorized)
            return first;
        using (first)
        {
            if (Challenge.In(first.Headers.WwwAuthenticate) is not { } challenge)
                throw new RegistryFault($"{image.Host} answered 401 and does not say what login it wants", "Check the address of the registry.");
            var (login, fault) = await logins.FindAsync(image, ct);
            var proof = challenge.IsBearer ? await TokenAsync(image, challenge, login, fault, ct) : Basic(image, login, fault);
            var second = await SendAsync(address, method, accept, proof, ct);
            if (second.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
            {
                _known[place] = proof;
                return second;
            }
            second.Dispose();
            throw login is null
                ? NoLogin(image, fault)
                : new RegistryFault($"{image.Host} refuses the login of {login}", LoginFix(image));
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, HttpMethod method, IEnumerable<string> accept, AuthenticationHeaderValue? proof, CancellationToken ct)
    {
        using HttpRequestMessage request = new(method, address);
        request.Headers.Authorization = proof;
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    private static AuthenticationHeaderValue Basic(ImageReference image, Credential? login, string? fault) =>
        login is { IsToken: false } ? Basic(login) : throw NoLogin(image, fault);

    private static AuthenticationHeaderValue Basic(Credential login) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.Secret}")));

    /// <summary>Asks for a token to pull; without a login, for one that anybody gets.</summary>
    private async Task<AuthenticationHeaderValue> TokenAsync(ImageReference image, Challenge challenge, Credential? login, string? fault, CancellationToken ct)
    {
        if (challenge.SafeRealm is not { } realm)
            throw new RegistryFault($"{image.Host} sends logins to an address without TLS", "A login is not sent there. Tell who keeps the registry.");
        var scope = challenge.Scope ?? $"repository:{image.Repository}:pull";
        using var request = login is { IsToken: true } ? Exchange(realm, challenge.Service, scope, login.Secret) : Question(realm, challenge.Service, scope);
        if (login is { IsToken: false })
            request.Headers.Authorization = Basic(login);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest)
            throw login is null ? NoLogin(image, fault) : new RegistryFault($"{realm.Host} refuses the login of {login} for {image.Host}", LoginFix(image));
        if (!answer.IsSuccessStatusCode)
            throw new RegistryFault($"{realm.Host}, which gives tokens for {image.Host}, answered {(int)answer.StatusCode}", "Try again later.");
        return new("Bearer", TokenIn(await BoundedBody.ReadAsync(answer, LargestToken, ct)) ?? throw new RegistryFault($"{realm.Host} answered no token for {image.Host}", "Check the address of the registry."));
    }

    private static HttpRequestMessage Question(Uri realm, string? service, string scope) =>
        new(HttpMethod.Get, $"{realm}{(realm.Query.Length > 0 ? "&" : "?")}{(service is null ? "" : $"service={Uri.EscapeDataString(service)}&")}scope={Uri.EscapeDataString(scope)}");

    private static HttpRequestMessage Exchange(Uri realm, string? service, string scope, string token) => new(HttpMethod.Post, realm)
    {
        Content = new FormUrlEncodedContent([
            new("grant_type", "refresh_token"), new("service", service ?? ""), new("client_id", "sagemaker-container"), new("scope", scope), new("refresh_token", token)]),
    };

    private static string? TokenIn(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Text("token") ?? Text("access_token");

            string? Text(string name) => json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var found) && found.ValueKind is JsonValueKind.String ? found.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RegistryFault NoLogin(ImageReference image, string? fault) => new(
        $"{image.Host} wants a login{(fault is null ? "" : $", and {fault}")}", LoginFix(image));

    private static string LoginFix(ImageReference image) => $"docker login {(image.Host is "docker.io" ? "" : image.Host)}".TrimEnd() + ", or check the name of the repository.";
}
