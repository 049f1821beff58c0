using System.Net;
using System.Text.RegularExpressions;

namespace Scaffold.Engine.Registry;

/// <summary>The name of an image, as Docker reads it: without a host it is Docker Hub's.</summary>
/// <param name="Host">Such as <c>docker.io</c> or <c>127.0.0.1:5000</c>.</param>
/// <param name="Repository">With <c>library/</c> where Docker Hub needs it.</param>
/// <param name="Tag">Null where the name has none.</param>
/// <param name="Digest">Such as <c>sha256:…</c>; null where the name has none.</param>
public sealed partial record ImageReference(string Host, string Repository, string? Tag, string? Digest)
{
    private const string Hub = "docker.io";

    /// <summary>What a registry is asked for: the tag; without one, the digest; with neither, Docker's own default.</summary>
    public string Asked => Tag ?? Digest ?? "latest";

    /// <summary>The host that answers for it.</summary>
    public string Server => Host is Hub ? "registry-1.docker.io" : Host;

    /// <summary>Its place in the credentials of Docker's configuration.</summary>
    public string LoginKey => Host is Hub ? "https://index.docker.io/v1/" : Host;

    /// <summary>A registry on this machine, which Docker also speaks to without TLS.</summary>
    public bool IsLoopback => IsLoopbackHost(Host);

    /// <summary>Null for what cannot be the name of an image.</summary>
    public static ImageReference? Parse(string name)
    {
        if (Form().Match(name) is not { Success: true } match)
            return null;
        var path = match.Groups["path"].Value;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : path[..slash];
        var hasHost = first is "localhost" || first.AsSpan().ContainsAny('.', ':');
        var host = hasHost ? first is "index.docker.io" ? Hub : first : Hub;
        var repository = hasHost ? path[(slash + 1)..] : path;
        if (!Repositories().IsMatch(repository))
            return null;
        return new(host, host is Hub && !repository.Contains('/', StringComparison.Ordinal) ? $"library/{repository}" : repository, Value(match.Groups["tag"]), Value(match.Groups["digest"]));
    }

    internal static bool IsLoopbackHost(string host)
    {
        var name = Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var uri) ? uri.Host : host;
        return name is "localhost" || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }

    public override string ToString() => $"{Host}/{Repository}{(Tag is null ? "" : $":{Tag}")}{(Digest is null ? "" : $"@{Digest}")}";

    private static string? Value(Group group) => group.Success ? group.Value : null;

    [GeneratedRegex(@"^(?<path>(?:[^/@]+/)*[^/:@]+)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?\z", RegexOptions.ECMAScript | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*\z")]
    private static partial Regex Repositories();
}
