using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Scaffold.Engine.Registry;

/// <summary>How a registry wants to be spoken to, out of its answer 401.</summary>
/// <param name="Scheme"><c>Bearer</c> or <c>Basic</c>.</param>
/// <param name="Realm">Who gives the token.</param>
internal sealed partial record Challenge(string Scheme, string? Realm, string? Service, string? Scope)
{
    /// <summary>The first that this client can meet; null when there is none.</summary>
    public static Challenge? In(HttpHeaderValueCollection<AuthenticationHeaderValue> headers) =>
        headers.Where(header => header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            .Select(header => Read(header.Scheme, header.Parameter ?? "")).FirstOrDefault();

    public bool IsBearer => Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase);

    /// <summary>A token is asked for over TLS, or from this machine: a login travels with the question.</summary>
    public Uri? SafeRealm => Uri.TryCreate(Realm, UriKind.Absolute, out var uri) && (uri.Scheme is "https" || (uri.Scheme is "http" && uri.IsLoopback)) ? uri : null;

    private static Challenge Read(string scheme, string parameters)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Parameters().Matches(parameters))
            values[match.Groups[1].Value] = match.Groups[2].Success ? match.Groups[2].Value : match.Groups[3].Value;
        return new(scheme, values.GetValueOrDefault("realm"), values.GetValueOrDefault("service"), values.GetValueOrDefault("scope"));
    }

    [GeneratedRegex("""([A-Za-z_]+)\s*=\s*(?:"([^"]*)"|([^\s,]+))""")]
    private static partial Regex Parameters();
}
