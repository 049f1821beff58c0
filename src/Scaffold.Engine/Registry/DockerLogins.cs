using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scaffold.Core.Problems;

namespace Scaffold.Engine.Registry;

/// <summary>The logins that <c>docker login</c> left in Docker's configuration, or with the helpers it names.</summary>
internal sealed class DockerLogins(string file)
{
    private readonly Lazy<JsonObject> _config = new(() => Parse(file));

    public static DockerLogins OfThisProcess { get; } = new(Path.Combine(
        Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } folder ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
        "config.json"));

    /// <returns>The login, null when there is none; and why a helper could not say, if so.</returns>
    /// <exception cref="UserErrorException">The configuration cannot be read.</exception>
    public async Task<(Credential? Login, string? Fault)> FindAsync(ImageReference image, CancellationToken ct)
    {
        var key = image.LoginKey;
        string? fault = null;
        if ((Text(Node("credHelpers")?[key]) ?? Text(Node("credHelpers")?[image.Host]) ?? Text(_config.Value["credsStore"])) is { Length: > 0 } helper)
        {
            (var login, fault) = await new CredentialHelper(helper).GetAsync(key, ct);
            if (login is not null)
                return (login, null);
        }
        return (Kept(key), fault);
    }

    private Credential? Kept(string key)
    {
        var found = Node("auths")?.FirstOrDefault(entry => entry.Key == key || Host(entry.Key) == Host(key)).Value as JsonObject;
        if (Text(found?["identitytoken"]) is { Length: > 0 } token)
            return new(Credential.TokenUser, token, IsToken: true);
        if (Text(found?["auth"]) is not { Length: > 0 } both)
            return Text(found?["username"]) is { Length: > 0 } name ? new(name, Text(found?["password"]) ?? "", IsToken: false) : null;
        Span<byte> bytes = new byte[both.Length];
        if (!Convert.TryFromBase64String(both, bytes, out var length))
            throw Broken("A login in it is not base64.", file);
        var text = Encoding.UTF8.GetString(bytes[..length]).TrimEnd('\0');
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? new(text[..colon], text[(colon + 1)..], IsToken: false) : null;
    }

    private JsonObject? Node(string name) => _config.Value[name] as JsonObject;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    // Old entries are addresses: https://host/v1/.
    private static string Host(string key) => (key.Split("://", 2) is [_, var rest] ? rest : key).Split('/', 2)[0];

    private static JsonObject Parse(string file)
    {
        try
        {
            return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? [] : [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Broken($"It cannot be read: {e.Message}", file, e);
        }
    }

    private static UserErrorException Broken(string what, string file, Exception? inner = null) =>
        new(new("SM035", what, file, "Mend the file, log in anew (docker login), or point DOCKER_CONFIG elsewhere.", ExitCode.Usage), inner);
}
