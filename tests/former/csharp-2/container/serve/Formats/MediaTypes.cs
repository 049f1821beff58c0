using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Serve.Formats;

/// <summary>Content-Type and Accept, with their parameters, in any case (INF-24).</summary>
internal static class MediaTypes
{
    // In the order of the enumeration.
    private static readonly string[] Names = ["text/csv", "application/json", "application/jsonlines", "application/x-npy"];

    private static readonly string List = string.Join(", ", Names);

    public static string NameOf(MediaType type) => Names[(int)type];

    /// <summary>What the body is; without a Content-Type it is CSV.</summary>
    public static MediaType OfRequest(string? contentType)
    {
        var name = contentType.AsSpan();
        if (name.IndexOf(';') is >= 0 and var parameters)
            name = name[..parameters];
        name = name.Trim();
        return name.IsEmpty ? MediaType.Csv
            : Find(name) ?? throw new RequestFault($"content type '{contentType}' is not supported; send one of {List}", StatusCodes.Status415UnsupportedMediaType);
    }

    /// <summary>What the caller wants back; if it is all the same to it, the request's own type (JSON for npy).</summary>
    public static MediaType OfAnswer(StringValues accept, MediaType request)
    {
        var preferred = request is MediaType.Npy ? MediaType.Json : request;
        if (StringValues.IsNullOrEmpty(accept) || accept == "*/*")
            return preferred;
        if (accept.Count == 1 && Find(accept[0].AsSpan().Trim()) is { } exact)
            return exact;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges))
            return preferred;

        var wanted = ranges.OrderByDescending(range => range.Quality ?? 1).ToList();
        MediaType[] offers = [preferred, .. Enum.GetValues<MediaType>()];
        foreach (var range in wanted.Where(range => range.Quality is not 0))
        {
            foreach (var offer in offers)
            {
                if (Includes(range, offer) && !wanted.Exists(other => other.Quality is 0 && other.MediaType == NameOf(offer)))
                    return offer;
            }
        }

        throw new RequestFault($"no answer can be of type '{accept}'; accept one of {List}", StatusCodes.Status406NotAcceptable);
    }

    private static MediaType? Find(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (name.Equals(Names[i], StringComparison.OrdinalIgnoreCase))
                return (MediaType)i;
        }

        return null;
    }

    private static bool Includes(MediaTypeHeaderValue range, MediaType offer)
    {
        var name = NameOf(offer);
        return range.MatchesAllTypes
            || range.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase)
            || (range.MatchesAllSubTypes && name.AsSpan(0, name.IndexOf('/')).Equals(range.Type, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>The forms that requests and answers come in.</summary>
internal enum MediaType
{
    Csv,
    Json,
    JsonLines,
    Npy,
}
