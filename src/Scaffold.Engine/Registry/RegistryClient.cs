using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scaffold.Core;

namespace Scaffold.Engine.Registry;

/// <summary>Asks registries over their HTTP API (version 2, OCI distribution).</summary>
public sealed partial class RegistryClient : ITags, IDisposable
{
    private const int LargestManifest = 4 << 20;
    private const string CheckAddress = "Check the address of the registry.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), ConnectPatience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly RegistryAccess _access;
    private readonly ConcurrentDictionary<string, bool> _plain = new();

    private RegistryClient(DockerLogins logins)
    {
        _http = new(new SocketsHttpHandler { ConnectTimeout = ConnectPatience, Proxy = new DirectLoopback(HttpClient.DefaultProxy) }) { Timeout = Patience };
        _http.DefaultRequestHeaders.UserAgent.Add(new("sagemaker-container", ToolVersion.Current));
        _access = new(_http, logins);
    }

    /// <summary>With the logins of Docker's own configuration.</summary>
    public static RegistryClient Create() => new(DockerLogins.OfThisProcess);

    public Task<TagAnswer> FindAsync(ImageReference image, CancellationToken ct) => GuardAsync<TagAnswer>(image, async () =>
    {
        using var head = await SendAsync(image, HttpMethod.Head, $"manifests/{image.Asked}", Manifests.Types, ct);
        if (head.IsSuccessStatusCode && DigestIn(head) is { } told && TypeOf(head) is { } type && Manifests.Types.Contains(type))
            return new TagAnswer.Found(told, type);
        using var full = await SendAsync(image, HttpMethod.Get, $"manifests/{image.Asked}", Manifests.Types, ct); // a HEAD has no words
        if (full.StatusCode is HttpStatusCode.NotFound && SaysUnknown(await BoundedBody.ReadAsync(full, LargestManifest, ct)))
            return new TagAnswer.Gone($"{image.Host} has no {image.Repository}{(image.Tag is null && image.Digest is not null ? "@" : ":")}{image.Asked}");
        if (full.StatusCode is HttpStatusCode.Forbidden)
            throw new RegistryFault($"{image.Host} does not let you see {image.Repository} (403)", "Ask who keeps the registry, or log in as somebody else.");
        if (full.StatusCode is HttpStatusCode.TooManyRequests)
            throw new RegistryFault($"{image.Host} answers no more questions for now (429)", "Log in, or try again later.");
        if (full.StatusCode >= HttpStatusCode.InternalServerError)
            throw new RegistryFault($"{image.Host} answered {(int)full.StatusCode}", "Try again later.");
        if (!full.IsSuccessStatusCode || TypeOf(full) is not { } fullType || !Manifests.Types.Contains(fullType))
            throw new RegistryFault($"{image.Host} does not answer as a registry does ({(int)full.StatusCode})", CheckAddress);
        return new TagAnswer.Found(DigestIn(full) ?? DigestOf(await BoundedBody.ReadAsync(full, LargestManifest, ct)), fullType);
    }, fault => new TagAnswer.Unreachable(fault.Message, fault.Fix), ct);

    public Task<ImageFacts?> DescribeAsync(ImageReference image, string digest, CancellationToken ct) => GuardAsync(image, async () =>
    {
        using var top = await JsonAsync(image, $"manifests/{digest}", ct);
        if (top is null)
            return null;
        if (Manifests.PlatformIn(top.RootElement) is not { } inner)
            return await FactsAsync(image, top.RootElement, ct);
        using var manifest = await JsonAsync(image, $"manifests/{inner}", ct);
        return manifest is null ? null : await FactsAsync(image, manifest.RootElement, ct);
    }, _ => null, ct);

    public void Dispose() => _http.Dispose();

    private async Task<ImageFacts?> FactsAsync(ImageReference image, JsonElement manifest, CancellationToken ct)
    {
        if (Manifests.ConfigIn(manifest) is not { } config)
            return null;
        using var json = await JsonAsync(image, $"blobs/{config}", ct);
        return json is null ? null : Manifests.Facts(manifest, json.RootElement);
    }

    private async Task<JsonDocument?> JsonAsync(ImageReference image, string path, CancellationToken ct)
    {
        using var answer = await SendAsync(image, HttpMethod.Get, path, [.. Manifests.Types, "*/*"], ct);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(await BoundedBody.ReadAsync(answer, LargestManifest, ct)) : null;
    }

    /// <summary>TLS, and on this machine plain HTTP where that fails, as Docker does it.</summary>
    private async Task<HttpResponseMessage> SendAsync(ImageReference image, HttpMethod method, string path, IReadOnlyList<string> accept, CancellationToken ct)
    {
        var rest = $"{image.Server}/v2/{image.Repository}/{path}";
        if (!_plain.ContainsKey(image.Host))
        {
            try
            {
                return await _access.SendAsync(image, new($"https://{rest}"), method, accept, ct);
            }
            catch (HttpRequestException e) when (image.IsLoopback && e.HttpRequestError is HttpRequestError.SecureConnectionError)
            {
                _plain[image.Host] = true;
            }
        }
        return await _access.SendAsync(image, new($"http://{rest}"), method, accept, ct);
    }

    private static async Task<T> GuardAsync<T>(ImageReference image, Func<Task<T>> ask, Func<RegistryFault, T> otherwise, CancellationToken ct)
    {
        try
        {
            return await ask();
        }
        catch (RegistryFault e)
        {
            return otherwise(e);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return otherwise(new($"{image.Host} did not answer within {Patience.TotalSeconds:0} s", "Try again, or check the network and its proxy."));
        }
        catch (HttpRequestException e)
        {
            return otherwise(e.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => new($"there is no host {image.Server}", "Check the name of the image and the network."),
                HttpRequestError.SecureConnectionError => new($"{image.Host} speaks no TLS, or its certificate is not trusted", "Trust its certificate authority, or correct the address."),
                HttpRequestError.ConnectionError => new($"{image.Host} does not answer ({e.GetBaseException().Message})", "Start the registry, or check the network and its proxy."),
                _ => new($"{image.Host} could not be asked ({e.GetBaseException().Message})", CheckAddress),
            });
        }
        catch (Exception e) when (e is JsonException or IOException or UriFormatException or SocketException)
        {
            return otherwise(new($"{image.Host} does not answer as a registry does", CheckAddress));
        }
    }

    private static string? TypeOf(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType;

    private static string? DigestIn(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Docker-Content-Digest", out var values) && values.FirstOrDefault() is { } digest && Digests().IsMatch(digest) ? digest : null;

    private static string DigestOf(byte[] manifest) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(manifest));

    /// <summary>Any server answers 404; a registry says of what.</summary>
    private static bool SaysUnknown(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Array &&
            errors.EnumerateArray().Any(error => error.ValueKind is JsonValueKind.Object && error.TryGetProperty("code", out var code) && code.ValueKind is JsonValueKind.String && code.GetString() is "MANIFEST_UNKNOWN" or "NAME_UNKNOWN" or "NOT_FOUND" or "TAG_INVALID");
    }

    [GeneratedRegex(@"^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})\z")]
    private static partial Regex Digests();
}
