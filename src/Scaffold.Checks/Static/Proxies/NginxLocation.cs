using System.Globalization;
using System.Text.RegularExpressions;

namespace Scaffold.Checks.Static.Proxies;

/// <summary>The block of an nginx server that takes requests for /invocations, and the limits that hold in it.</summary>
internal sealed partial class NginxLocation
{
    private const string Path = "/invocations";
    private readonly NginxDirective _server;
    private readonly NginxDirective _block;

    private NginxLocation(NginxDirective server)
    {
        _server = server;
        _block = Choose(server);
    }

    /// <summary>For each server of a configuration that passes requests on or answers them.</summary>
    public static IEnumerable<NginxLocation> In(NginxDirective tree) =>
        tree.All().Where(directive => directive.Name == "server" && directive.Parent?.Name != "upstream" && directive.Arguments.Count == 0)
            .Select(server => new NginxLocation(server));

    public SourcePlace Where => _block.Where;

    /// <summary>The server block that it is in.</summary>
    public NginxDirective Server => _server;

    public bool Listens(string port) => _server.Children.Exists(child =>
        child is { Name: "listen", Arguments: [var address, ..] } && (address == port || address.EndsWith(":" + port, StringComparison.Ordinal)));

    /// <summary>Largest body in bytes; null when there is no limit. nginx's default is 1 MB.</summary>
    public Limit<long?> LargestBody => _block.Inherited("client_max_body_size") is { } set
        ? new(Size(set) is 0 ? null : Size(set), Text(set), set.Where, set)
        : new(1 << 20, "client_max_body_size 1m (nginx's default)", Where, null);

    /// <summary>Seconds until nginx gives up on the server behind it; nginx's default is 60.</summary>
    public Limit<double> LongestAnswer
    {
        get
        {
            var name = _block.Children.Select(child => child.Name).FirstOrDefault(name => name is "uwsgi_pass" or "fastcgi_pass" or "grpc_pass" or "scgi_pass");
            name = (name?[..^"_pass".Length] ?? "proxy") + "_read_timeout";
            return _block.Inherited(name) is { } set && Seconds(set) is { } seconds
                ? new(seconds, Text(set), set.Where, set)
                : new(60, $"{name} 60s (nginx's default)", Where, null);
        }
    }

    /// <summary>False when answers are passed on as they come.</summary>
    public bool Buffers => _block.Inherited("proxy_buffering") is not { Arguments: ["off", ..] };

    /// <summary>nginx's order: exact, then the longest prefix if it is <c>^~</c>, then the first expression, then the longest prefix.</summary>
    private static NginxDirective Choose(NginxDirective server)
    {
        var locations = server.Children.Where(child => child.Name == "location").ToList();
        if (locations.Find(location => location.Arguments is ["=", Path]) is { } exact)
            return exact;
        var prefix = locations.Where(location => Prefix(location) is { } text && Path.StartsWith(text, StringComparison.Ordinal)).MaxBy(location => Prefix(location)!.Length);
        if (prefix?.Arguments[0] == "^~")
            return prefix;
        return locations.Find(location => location.Arguments is ["~" or "~*", var pattern] && Matches(pattern)) ?? prefix ?? server;
    }

    private static string? Prefix(NginxDirective location) => location.Arguments switch
    {
        ["^~", var text] => text,
        [['/', ..] text] => text,
        _ => null,
    };

    private static bool Matches(string pattern)
    {
        try
        {
            return Regex.IsMatch(Path, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Text(NginxDirective directive) => $"{directive.Name} {string.Join(' ', directive.Arguments)}";

    /// <summary>Bytes of <c>25m</c>; null (no limit known) for what is no size, such as a placeholder of a template.</summary>
    private static long? Size(NginxDirective directive)
    {
        if (directive.Arguments is not [var text, ..] || !SizeText().IsMatch(text))
            return null;
        var shift = char.ToLowerInvariant(text[^1]) switch { 'k' => 10, 'm' => 20, 'g' => 30, _ => 0 };
        return long.Parse(shift > 0 ? text[..^1] : text, CultureInfo.InvariantCulture) << shift;
    }

    /// <summary>Seconds of <c>60</c>, <c>500ms</c>, <c>1h 30m</c>; null for what is no time.</summary>
    private static double? Seconds(NginxDirective directive)
    {
        var text = string.Concat(directive.Arguments);
        if (!TimeText().IsMatch(text))
            return null;
        return TimePart().Matches(text).Sum(part => double.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * part.Groups[2].Value switch
        {
            "ms" => 0.001,
            "m" => 60,
            "h" => 3600,
            "d" => 86400,
            "w" => 604800,
            _ => 1,
        });
    }

    [GeneratedRegex(@"^\d{1,9}[kKmMgG]?$")]
    private static partial Regex SizeText();

    [GeneratedRegex(@"^(\d{1,9}(ms|[smhdw])?)+$")]
    private static partial Regex TimeText();

    [GeneratedRegex(@"(\d+)(ms|[smhdw])?")]
    private static partial Regex TimePart();
}

/// <summary>A limit, as it is written and where.</summary>
/// <param name="Set">The directive that sets it; null when it is a default.</param>
internal sealed record Limit<T>(T Value, string Text, SourcePlace Where, NginxDirective? Set);
